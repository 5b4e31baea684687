import type { Sql } from '@sidetrack/prisma';
import type { SpaceName } from '../contract/primitives.ts';

export interface WeekMomentum {
  readonly space: SpaceName;
  readonly model: string;
  readonly weekStart: string;
  /** Null for a listener’s first week in that space. */
  readonly momentum: number | null;
  readonly coverage: number;
}

/** How far the centre of taste moved in each week, in every space and model there is, oldest first. */
export function readMomenta(tx: Sql, userId: string): Promise<WeekMomentum[]> {
  return tx.query<WeekMomentum>(MOMENTA, [userId]);
}

const MOMENTA = `
  SELECT space, model, week_start AS "weekStart", momentum, coverage
  FROM week_vectors WHERE user_id = $1 ORDER BY space, model, week_start`;
