import type { Sql } from '@sidetrack/prisma';
import type { AxisName } from '../contract/primitives.ts';

export interface NewLabel {
  readonly recordingId: string;
  readonly otherRecordingId?: string | undefined;
  readonly axis: AxisName;
  readonly value: number;
}

/**
 * Adds a label in place of an earlier one for the same track, or the same two, and axis; gives its id, or null where there is no such
 * track.
 */
export async function saveLabel(tx: Sql, userId: string, label: NewLabel, now: Date): Promise<string | null> {
  const { recordingId, otherRecordingId = null, axis, value } = label;
  const ids = [recordingId, ...(otherRecordingId === null ? [] : [otherRecordingId])];
  const known = await tx.query('SELECT FROM recordings WHERE id = ANY($1::uuid[])', [ids]);
  if (known.length < ids.length) return null;
  await tx.query(WITHDRAW_EARLIER, [userId, recordingId, otherRecordingId, axis, now]);
  const [row] = await tx.query<{ id: string }>(ADD, [userId, recordingId, otherRecordingId, axis, value, now]);
  return row!.id;
}

/** False where there is no such label, or it was withdrawn before. */
export async function withdrawLabel(tx: Sql, userId: string, id: string, now: Date): Promise<boolean> {
  return (await tx.query(WITHDRAW, [userId, id, now])).length > 0;
}

const WITHDRAW_EARLIER = `
  UPDATE labels SET withdrawn_at = $5 WHERE user_id = $1 AND axis = $4 AND withdrawn_at IS NULL
    AND ((recording_id, other_recording_id) IS NOT DISTINCT FROM ($2::uuid, $3::uuid)
      OR (other_recording_id IS NOT NULL AND (other_recording_id, recording_id) IS NOT DISTINCT FROM ($2::uuid, $3::uuid)))`;

const ADD = `
  INSERT INTO labels (user_id, recording_id, other_recording_id, kind, axis, value, created_at)
  VALUES ($1, $2, $3, CASE WHEN $3::uuid IS NULL THEN 'absolute' ELSE 'pairwise' END, $4, $5, $6) RETURNING id`;

const WITHDRAW = `
  UPDATE labels SET withdrawn_at = $3 WHERE user_id = $1 AND id = $2 AND withdrawn_at IS NULL RETURNING id`;
