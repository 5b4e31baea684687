import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PermanentError, TransientError } from '../errors.ts';
import { createSender, parseAnswer, unexpectedStatus } from '../http/service-client.ts';
import type { Deps } from '../types.ts';

/** A song of the server's library. Times are null where it does not say. */
export interface Song {
  readonly id: string;
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  /** As the server reports it: real and absolute, relative to its folder, or made up of the tags. */
  readonly path: string | null;
  readonly seconds: number | null;
  readonly mbid: string | null;
  readonly isrc: string | null;
  readonly plays: number;
  readonly lastPlayedAt: Date | null;
}

export interface Account {
  readonly url: string;
  readonly userName: string;
  readonly password: string;
}

const VERSION = '1.16.1';
const SONGS_A_PAGE = 500;

const words = z
  .string()
  .nullish()
  .transform((text) => text || null);

const song = z
  .object({
    id: z.string(),
    title: z.string(),
    artist: words,
    album: words,
    path: words,
    duration: z
      .number()
      .nonnegative()
      .nullish()
      .transform((seconds) => seconds || null),
    musicBrainzId: z.guid().nullish().catch(null),
    isrc: z.array(z.string()).nullish().catch(null),
    playCount: z.number().int().nonnegative().nullish(),
    played: z.string().nullish(),
  })
  .transform(({ duration, musicBrainzId, isrc, playCount, played, ...told }): Song => ({
    ...told,
    seconds: duration,
    mbid: musicBrainzId?.toLowerCase() ?? null,
    isrc: isrc?.[0]?.replaceAll('-', '').toUpperCase() ?? null,
    plays: playCount ?? 0,
    lastPlayedAt: momentOf(played),
  }));

const answer = z.object({
  'subsonic-response': z.object({
    status: z.string(),
    error: z.object({ code: z.number(), message: z.string().nullish() }).nullish(),
    searchResult3: z.object({ song: z.array(z.unknown()).nullish() }).nullish(),
  }),
});

/**
 * All songs of a server that speaks Subsonic's protocol (Navidrome, Gonic, Airsonic and others), page by page: a search for
 * nothing, which OpenSubsonic has every server answer with everything.
 * @throws PermanentError for a wrong password, and for a server that has none of this
 */
export async function* readSongs(
  { fetch, settings, random }: Pick<Deps, 'fetch' | 'settings' | 'random'>,
  account: Account,
  signal?: AbortSignal,
): AsyncGenerator<Song[]> {
  const send = createSender({ name: NAME, fetch, contact: settings.contact });
  const page = async (signIn: SignIn, offset: number): Promise<Page> => {
    const url = urlOf(account.url, { ...signIn, query: '', songCount: SONGS_A_PAGE, songOffset: offset });
    const raw = await send({ url, ...(signal !== undefined && { signal }) });
    if (raw.status === 404) throw noServer(account.url);
    if (raw.status !== 200) throw unexpectedStatus(NAME, raw);
    return parseAnswer(NAME, raw, answer)['subsonic-response'];
  };
  let signIn = byToken(account, random);
  for (let offset = 0; ;) {
    const { status, error, searchResult3 } = await page(signIn, offset);
    if (status !== 'ok') {
      // Where passwords are another system's, a server cannot check a token; it says so with this code.
      if (error?.code !== NO_TOKENS || 'p' in signIn) throw refused(error);
      signIn = byPassword(account);
      continue;
    }
    const rows = searchResult3?.song ?? [];
    yield rows.map((row) => song.safeParse(row)).flatMap(({ data }) => (data === undefined ? [] : [data]));
    if (rows.length < SONGS_A_PAGE) return;
    offset += rows.length;
  }
}

type Page = z.output<typeof answer>['subsonic-response'];

const NAME = 'The music server';
const NO_TOKENS = 41;
const WRONG_PASSWORD = 40;

type SignIn = Readonly<Record<string, string>>;

function byToken({ userName, password }: Account, random: () => number): SignIn {
  const salt = Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
  return {
    u: userName,
    t: createHash('md5')
      .update(password + salt, 'utf8')
      .digest('hex'),
    s: salt,
  };
}

function byPassword({ userName, password }: Account): SignIn {
  return { u: userName, p: `enc:${Buffer.from(password, 'utf8').toString('hex')}` };
}

function urlOf(base: string, parameters: Readonly<Record<string, string | number>>): URL {
  const url = new URL(`${base.replace(/\/+$/u, '')}/rest/search3.view`);
  const all = { ...parameters, v: VERSION, c: 'SideTrack', f: 'json', artistCount: 0, albumCount: 0 };
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, String(value));
  return url;
}

function momentOf(text: string | null | undefined): Date | null {
  const moment = new Date(text ?? NaN);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

function refused(error: Page['error']): Error {
  const said = error?.message ?? 'without a reason';
  if (error?.code === WRONG_PASSWORD) {
    return new PermanentError('The music server refuses the name or the password.', {
      service: NAME,
      remedy: 'Enter them again under Music servers.',
    });
  }
  return new TransientError(`The music server refuses: ${said}.`, {
    service: NAME,
    remedy: 'It is asked again tomorrow.',
  });
}

function noServer(url: string): Error {
  return new PermanentError(`There is no server of Subsonic's protocol at ${url}.`, {
    service: NAME,
    status: 404,
    remedy: 'Enter the address at which it opens in a browser.',
  });
}
