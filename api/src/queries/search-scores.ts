import {
  calibrateScore,
  parseCalibration,
  type Bounded,
  type SearchScores,
  type SearchTrack,
} from '@sidetrack/analysis';
import { readCalibrations, type Sql } from '@sidetrack/prisma';
import type { AxisName } from '../contract/primitives.ts';

/** The scores of these tracks on some axes, as this listener hears them; null for a track that has none. */
export async function readSearchScores(
  tx: Sql,
  userId: string,
  { tracks, axes }: { tracks: readonly SearchTrack[]; axes: readonly AxisName[] },
): Promise<SearchScores> {
  if (axes.length === 0) return tracks.map(() => null);
  const calibration = parseCalibration(await readCalibrations(tx, userId));
  const rows = await tx.query<{ id: string; axis: AxisName } & Bounded>(SCORES, [userId, axes]);
  const shared = new Map<string, Partial<Record<AxisName, Bounded>>>();
  for (const { id, axis, value, low, high } of rows) {
    const own = shared.get(id) ?? {};
    own[axis] = { value, low, high };
    shared.set(id, own);
  }
  return tracks.map(({ recordingId }) => {
    const heard = axes.flatMap((axis) => {
      const own = calibration[axis];
      const score = shared.get(recordingId)?.[axis];
      const bounded = own === undefined ? score : calibrateScore(recordingId, score, own);
      return bounded == null ? [] : [[axis, bounded] as const];
    });
    return heard.length === 0 ? null : Object.fromEntries(heard);
  });
}

const SCORES = `
  SELECT DISTINCT ON (s.recording_id, s.axis) s.recording_id AS id, s.axis, s.value, s.low, s.high
  FROM heard_recordings h JOIN scores s ON s.recording_id = h.recording_id
  WHERE h.user_id = $1 AND s.axis = ANY($2::text[])
  ORDER BY s.recording_id, s.axis, s.scored_at DESC, s.scorer_version DESC`;
