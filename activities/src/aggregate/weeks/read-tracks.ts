import {
  artistKey,
  AXES,
  calibrateScore,
  SCORER_VERSION,
  trackTable,
  type Axis,
  type TrackTable,
  type TagList,
  type WeekTrack,
} from '@sidetrack/analysis';
import { int32sOf, viewOf, type Sql } from '@sidetrack/prisma';
import { readCalibration } from '../calibrations/read-calibration.ts';
import { readTrackTags } from './read-track-tags.ts';

/**
 * These recordings (ids ascending, each once) as this listener hears them: shared scores under their own calibration. hasAudio: a
 * score rests on measured sound.
 */
export async function readTracks(tx: Sql, userId: string, recordingIds: readonly string[]): Promise<TrackTable> {
  const recordings = await tx.query<RecordingRow>(RECORDINGS, [recordingIds]);
  const scores = await readScores(tx, userId, recordingIds);
  const tags = await readTrackTags(tx, recordingIds);
  const artists = new Map<string, string>();
  const keyOf = (name: string) => {
    const key = artists.get(name) ?? artistKey(name);
    artists.set(name, key);
    return key;
  };
  return trackTable(
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
}

interface RecordingRow {
  recordingId: string;
  title: string;
  artistCredit: string;
  artistName: string;
  artistIds: string[] | null;
}

type TrackScores = Pick<WeekTrack, 'hasAudio'> & {
  scores: Partial<Record<Axis, { value: number; low: number; high: number }>>;
};

async function readScores(tx: Sql, userId: string, recordingIds: readonly string[]): Promise<TrackScores[]> {
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
  const calibration = await readCalibration(tx, userId);
  for (const axis of AXES) {
    const own = calibration[axis];
    if (own === undefined) continue;
    recordingIds.forEach((id, i) => {
      const heard = calibrateScore(id, tracks[i]!.scores[axis], own);
      if (heard !== null) tracks[i]!.scores[axis] = heard;
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

// The first credited artist stands for the recording's artist; without metadata it is the credit as it was told.
const RECORDINGS = `
  SELECT i.id AS "recordingId", r.title, r.artist_credit AS "artistCredit", coalesce(a.names[1], r.artist_credit) AS "artistName", a.ids AS "artistIds"
  FROM unnest($1::uuid[]) AS i (id) JOIN recordings r ON r.id = i.id
  LEFT JOIN LATERAL (
    SELECT array_agg(ar.name ORDER BY ra.position) AS names, array_agg(ar.id ORDER BY ra.position) AS ids
    FROM recording_artists ra JOIN artists ar ON ar.id = ra.artist_id WHERE ra.recording_id = i.id
  ) AS a ON true
  ORDER BY i.id`;

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
