import type { Sql } from './database.ts';

/** A label that was not withdrawn; `otherRecordingId` is null for one that compares nothing. */
export interface StandingLabel {
  recordingId: string;
  otherRecordingId: string | null;
  value: number;
}

/** A track's score as all listeners share it. */
export interface SharedScore {
  recordingId: string;
  value: number;
  low: number;
  high: number;
}

/** A listener's labels on one axis, newest first, and the shared scores of their tracks. */
export async function readLabelledScores(
  tx: Sql,
  { userId, axis }: { userId: string; axis: string },
): Promise<{ labels: StandingLabel[]; scores: SharedScore[] }> {
  const labels = await tx.query<StandingLabel>(LABELS, [userId, axis]);
  const ids = [
    ...new Set(labels.flatMap(({ recordingId, otherRecordingId }) => [recordingId, otherRecordingId ?? recordingId])),
  ];
  return { labels, scores: await tx.query<SharedScore>(SCORES, [ids, axis]) };
}

/** How a listener hears each labelled axis: the rows that `writeCalibration` wrote. */
export function readCalibrations(tx: Sql, userId: string): Promise<{ axis: string; parameters: unknown }[]> {
  return tx.query(READ, [userId]);
}

/** Puts an axis's calibration in the place of the former one, or takes it away (null) when no label is left. */
export async function writeCalibration(
  tx: Sql,
  { userId, axis, parameters, now }: { userId: string; axis: string; parameters: object | null; now: Date },
): Promise<void> {
  if (parameters === null) await tx.query('DELETE FROM calibrations WHERE user_id = $1 AND axis = $2', [userId, axis]);
  else await tx.query(WRITE, [userId, axis, JSON.stringify(parameters), now]);
}

/** Marks all weeks of a listener as to be computed anew: a label moves every score of its axis. Gives how many there are. */
export async function markAllWeeks(
  tx: Sql,
  { userId, reason, now }: { userId: string; reason: string; now: Date },
): Promise<number> {
  return (await tx.query(MARK, [userId, reason, now])).length;
}

const LABELS = `
  SELECT recording_id AS "recordingId", other_recording_id AS "otherRecordingId", value
  FROM labels WHERE user_id = $1 AND axis = $2 AND withdrawn_at IS NULL ORDER BY created_at DESC, id`;

const SCORES = `
  SELECT DISTINCT ON (recording_id) recording_id AS "recordingId", value, low, high FROM scores
  WHERE recording_id = ANY($1::uuid[]) AND axis = $2 ORDER BY recording_id, scored_at DESC, scorer_version DESC`;

const READ = `SELECT axis, parameters FROM calibrations WHERE user_id = $1 ORDER BY axis`;

const WRITE = `
  INSERT INTO calibrations (user_id, axis, parameters, fitted_at) VALUES ($1, $2, $3::jsonb, $4)
  ON CONFLICT (user_id, axis) DO UPDATE SET parameters = excluded.parameters, fitted_at = excluded.fitted_at`;

const MARK = `
  INSERT INTO dirty_weeks (user_id, week_start, reason, created_at)
  SELECT user_id, week_start, $2, $3 FROM weeks WHERE user_id = $1 ORDER BY week_start
  ON CONFLICT (user_id, week_start, reason) DO UPDATE SET created_at = excluded.created_at RETURNING week_start`;
