import { z } from 'zod';
import { userAgent } from '../server/outside-json.ts';

/** A playlist as ListenBrainz is told of it. */
export interface PlaylistToSend {
  readonly title: string;
  readonly recordingMbids: readonly string[];
  readonly public: boolean;
}

export interface ListenBrainzAccess {
  readonly fetch: typeof globalThis.fetch;
  /** Base address of the API. */
  readonly url: string;
  readonly token: string;
  /** Who runs this installation, for the User-Agent. */
  readonly contact?: string | undefined;
}

/** What came of it. `unsure`: nothing says whether the playlist was made. */
export type CreateOutcome =
  | { readonly kind: 'made'; readonly playlistMbid: string }
  | { readonly kind: 'token-refused' }
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unsure'; readonly reason: string };

/** Makes a playlist of a ListenBrainz user: `POST /1/playlist/create` with JSPF (https://musicbrainz.org/doc/jspf). Never rejects. */
export async function createListenBrainzPlaylist(
  { fetch, url, token, contact }: ListenBrainzAccess,
  playlist: PlaylistToSend,
): Promise<CreateOutcome> {
  try {
    const response = await fetch(`${url.replace(/\/$/, '')}/1/playlist/create`, {
      method: 'POST',
      headers: {
        authorization: `Token ${token}`,
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': userAgent(contact),
      },
      body: JSON.stringify(toJspf(playlist)),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return outcomeOf(response, await response.text());
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    const reason = isLate ? `did not answer within ${PATIENCE_MS / 1000} seconds` : 'could not be reached';
    return { kind: 'unsure', reason };
  }
}

export function toJspf({ title, recordingMbids, public: isPublic }: PlaylistToSend): object {
  return {
    playlist: {
      title,
      track: recordingMbids.map((mbid) => ({ identifier: [`https://musicbrainz.org/recording/${mbid}`] })),
      extension: { 'https://musicbrainz.org/doc/jspf#playlist': { public: isPublic } },
    },
  };
}

const PATIENCE_MS = 30_000;
/** Windows there are ten seconds long. */
const WINDOW_SECONDS = 10;
const Made = z.object({ status: z.literal('ok'), playlist_mbid: z.guid() });
const Refusal = z.object({ error: z.string() });

function outcomeOf({ status, headers }: Response, text: string): CreateOutcome {
  if (status === 401 || status === 403) return { kind: 'token-refused' };
  if (status === 429) {
    const seconds = Number(headers.get('x-ratelimit-reset-in') ?? WINDOW_SECONDS);
    return {
      kind: 'busy',
      retryAfterSeconds: Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : WINDOW_SECONDS,
    };
  }
  const body = parsed(text);
  if (status === 200) {
    const { data } = Made.safeParse(body);
    return data === undefined
      ? { kind: 'unsure', reason: 'answered in a form that is not understood' }
      : { kind: 'made', playlistMbid: data.playlist_mbid.toLowerCase() };
  }
  if (status >= 500) return { kind: 'unsure', reason: `answered ${status}` };
  return { kind: 'refused', reason: Refusal.safeParse(body).data?.error ?? `It answered ${status}.` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
