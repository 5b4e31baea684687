import { addPending } from '@sidetrack/prisma';
import type { Sql } from '@sidetrack/prisma';

/**
 * Makes one recording of two: everything that hangs on `from` hangs on `into` afterwards, and `from` is gone. Of what can
 * exist once only (a chosen match, a tag's weight) that of `into` stands. The scope of the transaction must see both.
 */
export async function mergeRecordings(tx: Sql, from: string, into: string): Promise<void> {
  for (const statement of STATEMENTS) await tx.query(statement, [from, into]);
  await tx.query(DROP_PENDING, [from]);
  await tx.query('DELETE FROM recordings WHERE id = $1', [from]);
  await addPending(tx, [{ kind: 'score', subject: into, reason: 'merged' }]);
}

const STATEMENTS = [
  'UPDATE listens SET recording_id = $2 WHERE recording_id = $1',
  `UPDATE labels SET
     withdrawn_at = CASE WHEN recording_id IN ($1, $2) AND other_recording_id IN ($1, $2) THEN coalesce(withdrawn_at, now()) ELSE withdrawn_at END,
     recording_id = CASE WHEN recording_id = $1 THEN $2 ELSE recording_id END,
     other_recording_id = CASE WHEN other_recording_id = $1 THEN $2 ELSE other_recording_id END
   WHERE recording_id = $1 OR other_recording_id = $1`,
  `UPDATE audio_matches m SET chosen = false WHERE m.recording_id = $1 AND m.chosen
     AND EXISTS (SELECT FROM audio_matches k WHERE k.recording_id = $2 AND k.user_id = m.user_id AND k.chosen)`,
  `UPDATE audio_matches m SET recording_id = $2 WHERE m.recording_id = $1
     AND NOT EXISTS (SELECT FROM audio_matches k WHERE k.recording_id = $2 AND k.user_id = m.user_id AND k.audio_file_id = m.audio_file_id)`,
  `DELETE FROM playlist_tracks k USING playlist_tracks f
   WHERE k.recording_id = $2 AND k.position IS NULL AND f.recording_id = $1 AND f.playlist_id = k.playlist_id`,
  `UPDATE playlist_tracks p SET recording_id = $2 WHERE p.recording_id = $1
     AND NOT EXISTS (SELECT FROM playlist_tracks k WHERE k.recording_id = $2 AND k.playlist_id = p.playlist_id)`,
  // What a listener decided of the one that goes holds for the one that stays, unless it would join that with itself.
  `DELETE FROM recording_decisions WHERE from_recording_id IN ($1, $2) AND into_recording_id IN ($1, $2)`,
  `UPDATE recording_decisions SET
     from_recording_id = CASE WHEN from_recording_id = $1 THEN $2 ELSE from_recording_id END,
     into_recording_id = CASE WHEN into_recording_id = $1 THEN $2 ELSE into_recording_id END
   WHERE from_recording_id = $1 OR into_recording_id = $1`,
  `INSERT INTO recording_artists (recording_id, position, artist_id, credited_name, join_phrase)
   SELECT $2::uuid, position, artist_id, credited_name, join_phrase FROM recording_artists
   WHERE recording_id = $1 AND NOT EXISTS (SELECT FROM recording_artists WHERE recording_id = $2)`,
  `INSERT INTO recording_tags (recording_id, source, tag, weight, fetched_at)
   SELECT $2::uuid, source, tag, weight, fetched_at FROM recording_tags WHERE recording_id = $1 ON CONFLICT DO NOTHING`,
  `INSERT INTO tag_fetches (recording_id, source, fetched_at, tag_count)
   SELECT $2::uuid, source, fetched_at, tag_count FROM tag_fetches WHERE recording_id = $1 ON CONFLICT DO NOTHING`,
  `UPDATE recordings r SET duration_ms = coalesce(r.duration_ms, f.duration_ms), release_title = coalesce(r.release_title, f.release_title),
     isrcs = ARRAY(SELECT DISTINCT i FROM unnest(r.isrcs || f.isrcs) AS i ORDER BY i)
   FROM recordings f WHERE r.id = $2 AND f.id = $1`,
];

const DROP_PENDING = `DELETE FROM pending WHERE kind IN ('metadata', 'tags', 'score') AND subject = $1::text AND user_id IS NULL`;
