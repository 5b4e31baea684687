import type { Sql } from '@sidetrack/prisma';
import { markWeeks } from '../listens/note-new-work.ts';
import { mergeRecordings } from '../listens/merge-recordings.ts';

/**
 * Notes that MusicBrainz merged one recording into another, and binds everything of the old one to the survivor.
 * @returns the id of the recording that stands for both from now on
 */
export async function followMerge(
  tx: Sql,
  { recordingId, from, to }: { recordingId: string; from: string; to: string },
): Promise<string> {
  await tx.query('UPDATE recording_redirects SET to_mbid = $2 WHERE to_mbid = $1', [from, to]);
  await tx.query(
    'INSERT INTO recording_redirects (from_mbid, to_mbid) VALUES ($1, $2) ON CONFLICT (from_mbid) DO UPDATE SET to_mbid = excluded.to_mbid',
    [from, to],
  );
  // Two workers that meet the same survivor would each not see the other's row.
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('recording ' || $1, 0))`, [to]);
  const [survivor] = await tx.query<{ id: string }>('SELECT id FROM recordings WHERE mbid = $1 FOR UPDATE', [to]);
  if (survivor === undefined) {
    await tx.query('UPDATE recordings SET mbid = $2 WHERE id = $1', [recordingId, to]);
    return recordingId;
  }
  if (survivor.id === recordingId) return recordingId;
  await markListenersWeeks(tx, recordingId);
  await mergeRecordings(tx, recordingId, survivor.id);
  return survivor.id;
}

async function markListenersWeeks(tx: Sql, recordingId: string): Promise<void> {
  const plays = await tx.query<{ userId: string; instants: Date[] }>(PLAYS, [recordingId]);
  for (const { userId, instants } of plays) await markWeeks(tx, userId, instants, 'merged');
}

const PLAYS = `
  SELECT user_id AS "userId", array_agg(listened_at ORDER BY listened_at) AS instants FROM listens WHERE recording_id = $1
  GROUP BY user_id ORDER BY user_id`;
