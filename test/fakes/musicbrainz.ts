import type { FakeRecording } from './music.ts';
import type { Answer, FakeService, Place, RecordedRequest } from './service.ts';
import { startService } from './service.ts';
import { isUuid } from './uuid.ts';

export interface MusicBrainzSeed {
  readonly recordings?: readonly FakeRecording[];
  /** merged MBID -> the one it was merged into */
  readonly merged?: Readonly<Record<string, string>>;
  /** Answers 503 to a request that comes sooner than this after the one before it. 0 (no limit) unless given. */
  readonly minimumGapMs?: number;
}

export interface FakeMusicBrainz extends FakeService {
  addRecordings(recordings: readonly FakeRecording[]): void;
  merge(from: string, to: string): void;
  /** The shortest time between two arrivals, in milliseconds; Infinity with fewer than two. */
  shortestGapMs(): number;
}

/** MusicBrainz's `ws/2` look-ups of recordings and releases, with merged ids, both kinds of 503, and arrival times. */
export async function startMusicBrainz(seed: MusicBrainzSeed = {}, place?: Place): Promise<FakeMusicBrainz> {
  const recordings = new Map((seed.recordings ?? []).map((recording) => [recording.mbid, recording]));
  const merged = new Map(Object.entries(seed.merged ?? {}));
  let lastArrival = -Infinity;
  const service = await startService((request) => {
    const gap = request.arrivedAt - lastArrival;
    lastArrival = request.arrivedAt;
    if (gap < (seed.minimumGapMs ?? 0)) return refusal(503, OVER_QUOTA);
    return route(request, recordings, merged);
  }, place);
  return {
    ...service,
    addRecordings: (added) => added.forEach((recording) => recordings.set(recording.mbid, recording)),
    merge: (from, to) => void (merged.set(from, to), recordings.delete(from)),
    shortestGapMs: () =>
      Math.min(
        ...service.requests.slice(1).map(({ arrivedAt }, index) => arrivedAt - service.requests[index]!.arrivedAt),
      ),
  };
}

/** The body of a 503 to a caller over its own quota, and of one from a server that is busy. */
export const OVER_QUOTA =
  'Your requests are exceeding the allowable rate limit. Please see http://wiki.musicbrainz.org/XMLWebService for more information.';
export const SERVER_BUSY = 'The MusicBrainz web server is currently busy. Please try again later.';

function route(
  request: RecordedRequest,
  recordings: ReadonlyMap<string, FakeRecording>,
  merged: ReadonlyMap<string, string>,
): Answer {
  if (!/\S+\/\S+ \( ?\S+.*\)/u.test(String(request.headers['user-agent'] ?? '')))
    return refusal(403, 'Please set a meaningful User-Agent.');
  const [, kind, mbid = ''] = /^\/ws\/2\/(recording|release)\/([^/]+)$/u.exec(request.path) ?? [];
  if (kind === undefined) return refusal(404, 'Not Found');
  if (!isUuid(mbid)) return refusal(400, 'Invalid mbid.');
  const incs = (request.query.get('inc') ?? '').split(/[+ ]/u).filter((inc) => inc !== '');
  const badInc = incs.find((inc) => !INCS[kind]!.includes(inc));
  if (badInc !== undefined) return refusal(400, `${badInc} is not a valid inc parameter for the ${kind} resource.`);
  return kind === 'recording'
    ? answerRecording({ request, mbid, incs }, recordings, merged)
    : answerRelease(mbid, incs, recordings);
}

const INCS: Readonly<Record<string, readonly string[]>> = {
  recording: ['artists', 'releases', 'tags', 'isrcs', 'genres', 'ratings', 'aliases', 'artist-credits'],
  release: ['artists', 'labels', 'recordings', 'release-groups', 'tags', 'genres', 'media'],
};

interface Asked {
  readonly request: RecordedRequest;
  readonly mbid: string;
  readonly incs: readonly string[];
}

function answerRecording(
  { request, mbid, incs }: Asked,
  recordings: ReadonlyMap<string, FakeRecording>,
  merged: ReadonlyMap<string, string>,
): Answer {
  const target = merged.get(mbid);
  if (target !== undefined) {
    const location = `http://${String(request.headers.host)}/ws/2/recording/${target}?${request.query.toString()}`;
    return { status: 301, body: '', headers: { location } };
  }
  const recording = recordings.get(mbid);
  return recording === undefined ? refusal(404, 'Not Found') : { status: 200, body: recordingJson(recording, incs) };
}

function recordingJson(recording: FakeRecording, incs: readonly string[]): Record<string, unknown> {
  const tagList = (tags: FakeRecording['tags']) => Object.entries(tags ?? {}).map(([name, count]) => ({ name, count }));
  const tagged = incs.includes('tags');
  return {
    id: recording.mbid,
    title: recording.title,
    length: recording.lengthMs ?? null,
    disambiguation: '',
    video: false,
    ...(incs.includes('artists') && {
      'artist-credit': recording.artists.map(({ mbid, name, joinPhrase, tags, aliases }) => ({
        name,
        joinphrase: joinPhrase ?? '',
        artist: {
          id: mbid,
          name,
          'sort-name': name,
          disambiguation: '',
          ...(tagged && { tags: tagList(tags) }),
          ...(incs.includes('aliases') && {
            aliases: (aliases ?? []).map((alias) => ({ name: alias, 'sort-name': alias })),
          }),
        },
      })),
    }),
    ...(incs.includes('releases') && {
      releases: recording.release === undefined ? [] : [releaseJson(recording.release)],
    }),
    ...(incs.includes('isrcs') && { isrcs: recording.isrcs ?? [] }),
    ...(tagged && { tags: tagList(recording.tags) }),
  };
}

function releaseJson(release: NonNullable<FakeRecording['release']>): Record<string, unknown> {
  return {
    id: release.mbid,
    title: release.title,
    status: 'Official',
    date: release.year === undefined ? '' : String(release.year),
  };
}

function answerRelease(mbid: string, incs: readonly string[], recordings: ReadonlyMap<string, FakeRecording>): Answer {
  const release = [...recordings.values()].find((recording) => recording.release?.mbid === mbid)?.release;
  if (release === undefined) return refusal(404, 'Not Found');
  const labels =
    release.label === undefined ? [] : [{ 'catalog-number': 'F-1', label: { id: mbid, name: release.label } }];
  return { status: 200, body: { ...releaseJson(release), ...(incs.includes('labels') && { 'label-info': labels }) } };
}

function refusal(status: number, error: string): Answer {
  return { status, body: { error, help: 'For usage, please see: https://musicbrainz.org/development/mmd' } };
}
