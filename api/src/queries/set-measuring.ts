import type { Sql } from '@sidetrack/prisma';

export interface MeasuringChange {
  readonly gpu: boolean;
  readonly stems: boolean;
  readonly excerptSeconds: number | null;
  readonly now: Date;
}

/**
 * Notes a listener's options where those of a Tenant stand too, so that every reader of them finds them, and lets their folders
 * be looked through again: that asks for whatever lacks a measurement under the new options.
 */
export async function setMeasuring(tx: Sql, userId: string, { now, ...options }: MeasuringChange): Promise<void> {
  await tx.query(SET, [userId, JSON.stringify({ ...options, excerptSeconds: options.excerptSeconds ?? 0 })]);
  await tx.query(MOVE_LANE, [userId, options.gpu ? 'gpu' : null]);
  await tx.query('UPDATE audio_roots SET next_due_at = least(next_due_at, $2) WHERE user_id = $1', [userId, now]);
}

const SET = `UPDATE users SET settings = settings || jsonb_build_object('options', $2::jsonb) WHERE id = $1`;

const MOVE_LANE = `
  UPDATE pending SET lane = $2 WHERE kind = 'extract' AND user_id = $1 AND claimed_by IS NULL AND lane IS DISTINCT FROM $2`;
