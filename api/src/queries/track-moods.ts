import {
  AXES,
  calibrateScore,
  SCORER_VERSION,
  trackTable,
  type Axis,
  type Calibration,
  type TrackTable,
} from '@sidetrack/analysis';
import { int32sOf, viewOf, type Sql } from '@sidetrack/prisma';
import { readCalibration } from './calibration.ts';

/** The moods of these recordings (ids ascending, each once) as this listener hears them: a table that knows of scores only. */
export async function readTrackMoods(tx: Sql, userId: string, recordingIds: readonly string[]): Promise<TrackTable> {
  const scores = recordingIds.map((): Partial<Record<Axis, { value: number; low: number; high: number }>> => ({}));
  const rows = await tx.query<{ axis: Axis; places: Uint8Array; scores: Uint8Array }>(SCORES, [
    recordingIds,
    SCORER_VERSION,
    AXES,
  ]);
  for (const { axis, places, scores: packed } of rows) {
    const view = viewOf(packed);
    int32sOf(places).forEach((place, i) => {
      const [value, low, high] = [0, 4, 8].map((at) => view.getFloat32(12 * i + at));
      scores[place - 1]![axis] = { value: value!, low: low!, high: high! };
    });
  }
  const calibration = await readCalibration(tx, userId);
  return trackTable(
    recordingIds.map((recordingId, i) => ({
      recordingId,
      title: '',
      artistCredit: '',
      artistKey: '',
      artistName: '',
      hasAudio: false,
      tags: [],
      scores: heard(recordingId, scores[i]!, calibration),
    })),
  );
}

function heard(
  recordingId: string,
  scores: TrackTable['tracks'][number]['scores'],
  calibration: Calibration,
): TrackTable['tracks'][number]['scores'] {
  return Object.fromEntries(
    AXES.flatMap((axis) => {
      const own = calibration[axis];
      const score = own === undefined ? scores[axis] : calibrateScore(recordingId, scores[axis], own);
      return score == null ? [] : [[axis, score]];
    }),
  );
}

// OFFSET 0 keeps the planner from reading all scores there are, with their sources, for those of a few recordings.
const SCORES = `
  SELECT s.axis, string_agg(int4send(i.place::int), '') AS places,
         string_agg(float4send(s.value) || float4send(s.low) || float4send(s.high), '') AS scores
  FROM unnest($1::uuid[]) WITH ORDINALITY AS i (id, place)
  CROSS JOIN LATERAL (
    SELECT axis, value, low, high FROM scores
    WHERE recording_id = i.id AND scorer_version = $2 AND axis = ANY($3) OFFSET 0
  ) AS s
  GROUP BY s.axis`;
