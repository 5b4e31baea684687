import type { Play } from './listen.ts';
import { apiError, tokenOf } from './listenbrainz-answers.ts';
import type { ListenStore } from './listenbrainz-store.ts';
import type { Answer, RecordedRequest } from './service.ts';

interface SubmittedListen {
  readonly listened_at?: number;
  readonly track_metadata?: {
    readonly artist_name?: string;
    readonly track_name?: string;
    readonly release_name?: string;
    readonly additional_info?: AdditionalInfo;
  };
}
interface AdditionalInfo {
  readonly duration?: number;
  readonly duration_ms?: number;
  readonly tags?: readonly string[];
}

/** `POST /1/submit-listens` with the service's checks; a duplicate is silent. */
export function answerSubmission(
  request: RecordedRequest,
  store: ListenStore,
  tokens: ReadonlyMap<string, string>,
): Answer {
  const user = tokens.get(tokenOf(request) ?? '');
  if (user === undefined) return apiError(401, 'Invalid authorization token.');
  const { listen_type: type, payload = [] } = JSON.parse(request.body) as {
    listen_type?: string;
    payload?: SubmittedListen[];
  };
  const problem = problemOf(request.body, type, payload);
  if (problem !== undefined) return apiError(400, problem);
  if (type !== 'playing_now') store.add(user, payload.map(toPlay));
  return { status: 200, body: { status: 'ok' } };
}

function problemOf(body: string, type: string | undefined, payload: readonly SubmittedListen[]): string | undefined {
  if (!['single', 'playing_now', 'import'].includes(type ?? ''))
    return 'JSON document requires a valid listen_type key.';
  if (payload.length === 0) return 'JSON document does not contain any listens';
  if (payload.length > 1 && type !== 'import') return `Number of listens for ${type ?? ''} must be 1.`;
  if (payload.length > 1000 || body.length > 10_240 * payload.length) return 'Payload too large.';
  return payload.map((listen) => problemOfListen(listen, type ?? '')).find((problem) => problem !== undefined);
}

function problemOfListen(
  { listened_at: at, track_metadata: track }: SubmittedListen,
  type: string,
): string | undefined {
  if (!track?.artist_name || !track.track_name) return 'JSON document requires artist_name and track_name.';
  return problemOfInfo(track.additional_info ?? {}) ?? problemOfTime(at, type);
}

function problemOfInfo({ duration, duration_ms: durationMs, tags = [] }: AdditionalInfo): string | undefined {
  if (duration !== undefined && durationMs !== undefined)
    return 'JSON document should not contain both duration and duration_ms.';
  return tags.length > 50 ? 'JSON document may contain at most 50 tags.' : undefined;
}

function problemOfTime(at: number | undefined, type: string): string | undefined {
  if (type === 'playing_now')
    return at === undefined ? undefined : 'JSON document should not contain listened_at for playing_now.';
  const isWithin = at !== undefined && at >= EARLIEST && at <= Date.now() / 1000 + 3600;
  return isWithin ? undefined : 'Value for key listened_at is out of bounds.';
}

function toPlay({ listened_at: listenedAt = 0, track_metadata: track = {} }: SubmittedListen): Play {
  const { artist_name: artist = '', track_name: title = '', release_name: release, additional_info: info = {} } = track;
  const durationMs = info.duration_ms ?? (info.duration === undefined ? undefined : info.duration * 1000);
  return {
    listenedAt,
    artist,
    track: title,
    ...(release !== undefined && { release }),
    ...(durationMs !== undefined && { durationMs }),
  };
}

// 2002-10-01T00:00:00Z, when Audioscrobbler opened.
const EARLIEST = 1_033_430_400;
