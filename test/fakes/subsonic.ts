import { createHash } from 'node:crypto';
import type { Answer, FakeService, RecordedRequest } from './service.ts';
import { startService } from './service.ts';

export interface FakeSong {
  readonly id: string;
  readonly title: string;
  readonly artist?: string;
  readonly album?: string;
  readonly path?: string;
  readonly duration?: number;
  readonly playCount?: number;
  readonly played?: string;
  readonly musicBrainzId?: string;
}

export interface SubsonicSeed {
  readonly songs?: readonly FakeSong[];
  readonly userName?: string;
  readonly password?: string;
  /** Refuses tokens, as a server does whose passwords are another system's. */
  readonly withoutTokens?: boolean;
}

/** A server of Subsonic's protocol as far as SideTrack asks it: signing in, and a search for nothing that gives all songs in pages. */
export async function startSubsonic(seed: SubsonicSeed = {}): Promise<FakeService> {
  return startService((request) => {
    if (request.path !== '/rest/search3.view') return { status: 404, body: 'Not found' };
    const refusal = signInError(request, seed);
    if (refusal !== null) return failed(refusal.code, refusal.message);
    const [offset, count] = ['songOffset', 'songCount'].map((name) => Number(request.query.get(name) ?? 0)) as [
      number,
      number,
    ];
    const songs = (seed.songs ?? []).slice(offset, offset + Math.min(count, 500));
    return ok({ searchResult3: songs.length === 0 ? {} : { song: songs } });
  });
}

function signInError(
  { query }: RecordedRequest,
  { userName = 'ann', password = 'secret', withoutTokens = false }: SubsonicSeed,
): { code: number; message: string } | null {
  const wrong = { code: 40, message: 'Wrong username or password' };
  if (query.get('u') !== userName) return wrong;
  const plain = query.get('p');
  if (plain !== null) return plain === `enc:${Buffer.from(password).toString('hex')}` ? null : wrong;
  if (withoutTokens) return { code: 41, message: 'Token authentication not supported' };
  const salt = query.get('s') ?? '';
  return query.get('t') ===
    createHash('md5')
      .update(password + salt)
      .digest('hex')
    ? null
    : wrong;
}

const envelope = (body: Record<string, unknown>): Answer => ({
  status: 200,
  body: { 'subsonic-response': { version: '1.16.1', type: 'navidrome', openSubsonic: true, ...body } },
});
const ok = (body: Record<string, unknown>): Answer => envelope({ status: 'ok', ...body });
const failed = (code: number, message: string): Answer => envelope({ status: 'failed', error: { code, message } });
