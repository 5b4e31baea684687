import type { Sql } from '@sidetrack/prisma';

/** Tags of a track settle within months of its release; older answers are asked for again. */
const STALE_AFTER_DAYS = 90;
/** What one look asks for: the oldest first, the others at the next looks. */
const AT_ONCE = 500;

/** Asks for the tags of recordings that someone heard and that Last.fm was not asked for, or not for a long time. */
export async function askForTags(tx: Sql, now: Date): Promise<void> {
  await tx.query(ASK, [new Date(now.getTime() - STALE_AFTER_DAYS * 86_400_000), now, AT_ONCE]);
}

const ASK = `
  INSERT INTO pending (kind, subject, reason, due_at)
  SELECT 'tags', r.id::text, 'missing or old tags', $2
  FROM recordings r LEFT JOIN tag_fetches t ON t.recording_id = r.id AND t.source = 'lastfm'
  WHERE coalesce(t.fetched_at, '-infinity') < $1
    AND EXISTS (SELECT FROM listens l WHERE l.recording_id = r.id)
    AND NOT EXISTS (SELECT FROM pending p WHERE p.kind = 'tags' AND p.user_id IS NULL AND p.subject = r.id::text)
  ORDER BY t.fetched_at NULLS FIRST, r.id LIMIT $3
  ON CONFLICT DO NOTHING`;
