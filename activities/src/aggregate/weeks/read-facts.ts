import {
  artistKey,
  AXES,
  describeTracks,
  SCORER_VERSION,
  type Axis,
  type TagList,
  type WeekTrack,
} from '@sidetrack/analysis';
import { int32sOf, viewOf, type Sql } from '@sidetrack/prisma';
import { TransientError } from '../../errors.ts';
import type { TrackFacts } from './known-tracks.ts';
import { readTrackTags } from './read-track-tags.ts';

/** Facts of a track as they were read. isSame: every listener who may see the recording reads the same. */
export interface ReadFacts extends TrackFacts {
  isSame: boolean;
}

/**
 * What is known of these recordings, whoever hears them, in their order. hasAudio: a score rests on measured sound.
 *
 * @throws {TransientError} where one of them is gone: recordings may be merged at any time
 */
export async function readFacts(tx: Sql, recordingIds: readonly string[]): Promise<ReadFacts[]> {
  if (recordingIds.length === 0) return [];
  const recordings = await tx.query<RecordingRow>(RECORDINGS, [recordingIds]);
  if (recordings.length < recordingIds.length) {
    throw new TransientError('A recording was merged with another one while its weeks were computed.', {
      service: 'weeks',
      remedy: 'They are computed again.',
    });
  }
  const scores = await readScores(tx, recordingIds);
  const tags = await readTrackTags(tx, recordingIds);
  const keyOf = artistKeys();
  const tracks = describeTracks(
    recordings.map(({ recordingId, title, artistCredit, artistName, artistIds }, i): WeekTrack => ({
      recordingId,
      title,
      artistCredit,
      artistName,
      artistKey: keyOf(artistName),
      ...scores[i]!,
      tags: tagsOf(tags, recordingId, artistIds),
    })),
  );
  return recordings.map(({ artistIds, isSame }, i) => ({ track: tracks[i]!, artistIds: artistIds ?? [], isSame }));
}

interface RecordingRow {
  recordingId: string;
  title: string;
  artistCredit: string;
  artistName: string;
  artistIds: string[] | null;
  isSame: boolean;
}

/** Works out the key of each name once. */
function artistKeys(): (name: string) => string {
  const keys = new Map<string, string>();
  return (name) => {
    const key = keys.get(name) ?? artistKey(name);
    keys.set(name, key);
    return key;
  };
}

type TrackScores = Pick<WeekTrack, 'hasAudio'> & {
  scores: Partial<Record<Axis, { value: number; low: number; high: number }>>;
};

async function readScores(tx: Sql, recordingIds: readonly string[]): Promise<TrackScores[]> {
  const tracks = recordingIds.map((): TrackScores => ({ hasAudio: false, scores: {} }));
  const rows = await tx.query<{ axis: Axis; places: Uint8Array; scores: Uint8Array }>(SCORES, [
    recordingIds,
    SCORER_VERSION,
    AXES,
  ]);
  for (const { axis, places, scores } of rows) {
    const view = viewOf(scores);
    int32sOf(places).forEach((place, i) => {
      const track = tracks[place - 1]!;
      const at = SCORE_BYTES * i;
      track.scores[axis] = { value: view.getFloat32(at), low: view.getFloat32(at + 4), high: view.getFloat32(at + 8) };
      track.hasAudio ||= view.getUint8(at + 12) === 1;
    });
  }
  return tracks;
}

function tagsOf(
  { ofRecordings, ofArtists }: Awaited<ReturnType<typeof readTrackTags>>,
  recordingId: string,
  artistIds: readonly string[] | null,
): readonly TagList[] {
  const lists = [ofRecordings.get(recordingId), ...(artistIds ?? []).map((id) => ofArtists.get(id))];
  return lists.filter((list) => list !== undefined);
}

// The first credited artist stands for the recording's artist; without metadata it is the credit as it was told. A shared recording
// may be credited to an artist whom only one listener sees.
const RECORDINGS = `
  SELECT i.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", coalesce(a.names[1], r.artist_credit) AS "artistName", a.ids AS "artistIds",
         r.private_user_id IS NOT NULL OR coalesce(a.all_shared, true) AS "isSame"
  FROM unnest($1::uuid[]) WITH ORDINALITY AS i (id, place) JOIN recordings r ON r.id = i.id
  LEFT JOIN LATERAL (
    SELECT array_agg(ar.name ORDER BY ra.position) FILTER (WHERE ar.id IS NOT NULL) AS names,
           array_agg(ar.id ORDER BY ra.position) FILTER (WHERE ar.id IS NOT NULL) AS ids,
           bool_and(ar.id IS NOT NULL AND ar.private_user_id IS NULL) AS all_shared
    FROM recording_artists ra LEFT JOIN artists ar ON ar.id = ra.artist_id WHERE ra.recording_id = i.id
  ) AS a ON true
  ORDER BY i.place`;

/** Three reals and a boolean. */
const SCORE_BYTES = 13;
// OFFSET 0 keeps the planner from reading all scores there are, with their sources, for those of a few recordings.
const SCORES = `
  SELECT s.axis, string_agg(int4send(i.place::int), '') AS places,
         string_agg(float4send(s.value) || float4send(s.low) || float4send(s.high) || boolsend(s.has_audio), '') AS scores
  FROM unnest($1::uuid[]) WITH ORDINALITY AS i (id, place)
  CROSS JOIN LATERAL (
    SELECT axis, value, low, high, has_audio FROM scores
    WHERE recording_id = i.id AND scorer_version = $2 AND axis = ANY($3) OFFSET 0
  ) AS s
  GROUP BY s.axis`;
