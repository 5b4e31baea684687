import { isDeepStrictEqual } from 'node:util';
import { fitStored, type Axis, type AxisCalibration } from '@sidetrack/analysis';
import { markAllWeeks, readLabelledScores, writeCalibration, type Sql } from '@sidetrack/prisma';
import { readCalibration } from './read-calibration.ts';

/**
 * Fits the labels of every listener who labelled one of these recordings to their present scores, after these have changed or
 * the recordings were merged. A listener for whom it comes out otherwise than before has all weeks computed anew.
 */
export async function refitLabels(tx: Sql, recordingIds: readonly string[], now: Date): Promise<void> {
  for (const { userId, axis } of await tx.query<{ userId: string; axis: Axis }>(LABELLED, [recordingIds])) {
    const { labels, scores } = await readLabelledScores(tx, { userId, axis });
    const parameters = fitStored(labels, scores);
    const known = (await readCalibration(tx, userId))[axis] ?? null;
    if (isDeepStrictEqual(known, asStored(parameters))) continue;
    await writeCalibration(tx, { userId, axis, parameters, now });
    await markAllWeeks(tx, { userId, reason: 'label', now });
  }
}

/** JSON knows no -0. */
const asStored = (parameters: AxisCalibration | null): unknown => JSON.parse(JSON.stringify(parameters));

const LABELLED = `
  SELECT DISTINCT user_id AS "userId", axis FROM labels
  WHERE withdrawn_at IS NULL AND (recording_id = ANY($1::uuid[]) OR other_recording_id = ANY($1::uuid[]))
  ORDER BY 1, 2`;
