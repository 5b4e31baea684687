import { apiError, tokenOf } from './listenbrainz-answers.ts';
import type { Answer, RecordedRequest } from './service.ts';
import { uuidOf } from './uuid.ts';

/** A playlist as it was made, with the user whose token it came with. */
export interface FakePlaylist {
  readonly mbid: string;
  readonly user: string;
  readonly title: string;
  readonly public: boolean;
  readonly recordingMbids: readonly string[];
}

const EXTENSION = 'https://musicbrainz.org/doc/jspf#playlist';
const RECORDING = /^https:\/\/musicbrainz\.org\/recording\/([0-9a-f-]{36})$/u;

interface Jspf {
  readonly playlist?: {
    readonly title?: unknown;
    readonly extension?: Record<string, { readonly public?: unknown } | undefined>;
    readonly track?: readonly { readonly identifier?: unknown }[];
  };
}

/** `POST /1/playlist/create` with the service's checks. */
export function answerPlaylist(
  request: RecordedRequest,
  playlists: FakePlaylist[],
  tokens: ReadonlyMap<string, string>,
): Answer {
  const token = tokenOf(request);
  if (token === undefined) return apiError(401, 'You need to provide an Authorization header.');
  const user = tokens.get(token);
  if (user === undefined) return apiError(401, 'Invalid authorization token.');
  const { playlist } = JSON.parse(request.body) as Jspf;
  if (typeof playlist?.title !== 'string' || playlist.title === '')
    return apiError(400, 'JSPF playlist must contain a title element with the title of the playlist.');
  const isPublic = playlist.extension?.[EXTENSION]?.public;
  if (typeof isPublic !== 'boolean')
    return apiError(
      400,
      'JSPF playlist.extension.https://musicbrainz.org/doc/jspf#playlist.public field must be given.',
    );
  const recordingMbids = (playlist.track ?? []).map(({ identifier }) => mbidOf(identifier));
  if (recordingMbids.includes(undefined))
    return apiError(400, 'JSPF playlist track must contain an identifier element with recording MBID.');
  const mbid = uuidOf(`playlist ${playlists.length} of ${user}`);
  playlists.push({ mbid, user, title: playlist.title, public: isPublic, recordingMbids: recordingMbids as string[] });
  return { status: 200, body: { status: 'ok', playlist_mbid: mbid } };
}

function mbidOf(identifier: unknown): string | undefined {
  const first: unknown = Array.isArray(identifier) ? identifier[0] : identifier;
  return typeof first === 'string' ? RECORDING.exec(first)?.[1] : undefined;
}
