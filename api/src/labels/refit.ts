import { fitStored, type AxisCalibration } from '@sidetrack/analysis';
import { markAllWeeks, readLabelledScores, writeCalibration, type Sql } from '@sidetrack/prisma';
import { readCalibration } from '../queries/calibration.ts';
import type { LabelEffectShape } from '../contract/labels.ts';
import type { AxisName } from '../contract/primitives.ts';
import { readHeardScores } from '../queries/heard-scores.ts';
import { effectOf } from './effect.ts';

/**
 * Fits the listener's labels on one axis anew after one was added or withdrawn, in the same transaction, and asks for all their weeks.
 * Says what changed. `named`: the tracks of that label.
 */
export async function refit(
  tx: Sql,
  userId: string,
  { axis, named, now }: { axis: AxisName; named: readonly string[]; now: Date },
): Promise<LabelEffectShape> {
  const before = await readAxisCalibration(tx, userId, axis);
  const { labels, scores } = await readLabelledScores(tx, { userId, axis });
  const after = fitStored(labels, scores);
  await writeCalibration(tx, { userId, axis, parameters: after, now });
  const heard = await readHeardScores(tx, userId, { axis, also: named });
  return {
    ...effectOf(heard, { before, after, named }),
    weeks: await markAllWeeks(tx, { userId, reason: 'label', now }),
  };
}

async function readAxisCalibration(tx: Sql, userId: string, axis: AxisName): Promise<AxisCalibration | null> {
  return (await readCalibration(tx, userId))[axis] ?? null;
}
