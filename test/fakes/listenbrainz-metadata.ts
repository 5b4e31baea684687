import { apiError } from './listenbrainz-answers.ts';
import { creditOf } from './music.ts';
import type { FakeRecording } from './music.ts';
import type { Answer, RecordedRequest } from './service.ts';
import { isUuid } from './uuid.ts';

/** `/1/metadata/recording/`: keyed by MBID; what is not known (a merged MBID too) is left out. */
export function answerMetadata(request: RecordedRequest, recordings: ReadonlyMap<string, FakeRecording>): Answer {
  const asked = request.method === 'POST' ? askedInBody(request.body) : askedInQuery(request.query);
  if (asked === undefined) return apiError(400, 'recording_mbids argument must be present');
  const { mbids, incs } = asked;
  if (mbids.length > 1000) return apiError(400, 'Maximum number of recording_mbids is 1000.');
  const badInc = incs.find((inc) => !['artist', 'tag', 'release'].includes(inc));
  if (badInc !== undefined)
    return apiError(400, `invalid inc argument '${badInc}'. Must be one of artist, tag, release.`);
  const badMbid = mbids.find((mbid) => !isUuid(mbid));
  if (badMbid !== undefined) return apiError(400, `Recording mbid ${badMbid} is not valid.`);
  const found = mbids.map((mbid) => recordings.get(mbid)).filter((recording) => recording !== undefined);
  return {
    status: 200,
    body: Object.fromEntries(found.map((recording) => [recording.mbid, entryOf(recording, incs)])),
  };
}

function askedInQuery(query: URLSearchParams): { mbids: string[]; incs: string[] } | undefined {
  const mbids = query.get('recording_mbids');
  return mbids === null
    ? undefined
    : { mbids: mbids.split(',').map((mbid) => mbid.trim()), incs: words(query.get('inc') ?? '') };
}

function askedInBody(body: string): { mbids: string[]; incs: string[] } | undefined {
  const { recording_mbids: mbids, inc = '' } = JSON.parse(body) as { recording_mbids?: string[]; inc?: string };
  return mbids === undefined ? undefined : { mbids, incs: words(inc) };
}

function words(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}

function entryOf(recording: FakeRecording, incs: readonly string[]): Record<string, unknown> {
  return {
    recording: { name: recording.title, length: recording.lengthMs ?? null, rels: [] },
    ...(incs.includes('artist') && { artist: artistOf(recording) }),
    ...(incs.includes('tag') && { tag: tagsOf(recording) }),
    ...(incs.includes('release') && { release: releaseOf(recording) }),
  };
}

function artistOf(recording: FakeRecording): Record<string, unknown> {
  return {
    artist_credit_id: 1,
    name: creditOf(recording),
    artists: recording.artists.map(({ mbid, name, joinPhrase }) => ({
      artist_mbid: mbid,
      name,
      join_phrase: joinPhrase ?? '',
      rels: {},
    })),
  };
}

function tagsOf(recording: FakeRecording): Record<string, unknown> {
  return {
    recording: Object.entries(recording.tags ?? {}).map(([tag, count]) => ({ tag, count })),
    artist: recording.artists.flatMap(({ mbid, tags }) =>
      Object.entries(tags ?? {}).map(([tag, count]) => ({ tag, count, artist_mbid: mbid })),
    ),
    release_group: [],
  };
}

function releaseOf({ release }: FakeRecording): Record<string, unknown> {
  if (release === undefined) return {};
  return { mbid: release.mbid, name: release.title, year: release.year ?? null, caa_id: null, caa_release_mbid: null };
}
