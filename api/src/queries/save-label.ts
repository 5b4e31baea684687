import type { Sql } from '@sidetrack/prisma';
import type { AxisName } from '../contract/primitives.ts';

export interface NewLabel {
  readonly recordingId: string;
  readonly axis: AxisName;
  readonly value: number;
}

/** Adds a label in place of an earlier one for the same track and axis; gives its id, or null where there is no such track. */
export async function saveLabel(tx: Sql, userId: string, label: NewLabel, now: Date): Promise<string | null> {
  const { recordingId, axis, value } = label;
  if ((await tx.query('SELECT FROM recordings WHERE id = $1', [recordingId])).length === 0) return null;
  await tx.query(WITHDRAW_EARLIER, [userId, recordingId, axis, now]);
  const [row] = await tx.query<{ id: string }>(ADD, [userId, recordingId, axis, value, now]);
  return row!.id;
}

/** False where there is no such label, or it was withdrawn before. */
export async function withdrawLabel(tx: Sql, userId: string, id: string, now: Date): Promise<boolean> {
  return (await tx.query(WITHDRAW, [userId, id, now])).length > 0;
}

const WITHDRAW_EARLIER = `
  UPDATE labels SET withdrawn_at = $4 WHERE user_id = $1 AND recording_id = $2 AND axis = $3 AND kind = 'absolute' AND withdrawn_at IS NULL`;

const ADD = `INSERT INTO labels (user_id, recording_id, axis, value, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id`;

const WITHDRAW = `
  UPDATE labels SET withdrawn_at = $3 WHERE user_id = $1 AND id = $2 AND withdrawn_at IS NULL RETURNING id`;
