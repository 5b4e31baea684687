import { calibrateScore, type Bounded } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { AxisName } from '../contract/primitives.ts';
import { readCalibration } from './calibration.ts';

/** How sure a score is: its 80 % interval as this listener hears it, and whether all its sources are calibrated. */
export interface HeardBounds {
  readonly low: number;
  readonly high: number;
  readonly calibrated: boolean;
}

/** The intervals of the newest scores of these recordings, by recording and axis. An unknown axis is absent. */
export async function readHeardBounds(
  tx: Sql,
  userId: string,
  recordingIds: readonly string[],
): Promise<Map<string, Partial<Record<AxisName, HeardBounds>>>> {
  const calibration = await readCalibration(tx, userId);
  const found = new Map<string, Partial<Record<AxisName, HeardBounds>>>();
  for (const { recordingId, axis, calibrated, ...shared } of await tx.query<ScoreRow>(SCORES, [recordingIds])) {
    const own = calibration[axis];
    const heard = own === undefined ? shared : calibrateScore(recordingId, shared, own);
    if (heard == null) continue;
    const bounds = { low: heard.low, high: heard.high, calibrated: calibrated && own === undefined };
    found.set(recordingId, { ...found.get(recordingId), [axis]: bounds });
  }
  return found;
}

interface ScoreRow extends Bounded {
  readonly recordingId: string;
  readonly axis: AxisName;
  readonly calibrated: boolean;
}

const SCORES = `
  SELECT DISTINCT ON (recording_id, axis) recording_id AS "recordingId", axis, value, low, high,
         (SELECT coalesce(bool_and(coalesce((source ->> 'calibrated')::boolean, false)), false) FROM jsonb_array_elements(sources) AS source) AS calibrated
  FROM scores WHERE recording_id = ANY($1::uuid[])
  ORDER BY recording_id, axis, scored_at DESC, scorer_version DESC`;
