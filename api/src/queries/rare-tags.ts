import type { Sql } from '@sidetrack/prisma';

/** A tag of a recording, and the share of the plays between two instants whose track carries it too. */
export interface RareTag {
  readonly recordingId: string;
  readonly tag: string;
  readonly share: number;
}

/** How many of a track's strongest tags are looked at. */
const STRONGEST = 8;

/** The strongest tags of these recordings, those first that are rarest among the plays. */
export function readRareTags(
  tx: Sql,
  userId: string,
  { recordingIds, from, to }: { recordingIds: readonly string[]; from: Date; to: Date },
): Promise<RareTag[]> {
  return tx.query<RareTag>(TAGS, [userId, recordingIds, from, to, STRONGEST]);
}

const TAGS = `
  WITH heard AS (
    SELECT recording_id, count(*) AS plays FROM listens WHERE user_id = $1 AND listened_at >= $3 AND listened_at < $4 GROUP BY recording_id
  ), own AS (
    SELECT recording_id, tag FROM (
      SELECT recording_id, lower(tag) AS tag, row_number() OVER (PARTITION BY recording_id ORDER BY max(weight) DESC, lower(tag)) AS rank
      FROM recording_tags WHERE recording_id = ANY($2::uuid[]) GROUP BY recording_id, lower(tag)
    ) AS ranked WHERE rank <= $5
  ), carried AS (
    SELECT tag, sum(plays) AS plays FROM (
      SELECT DISTINCT t.recording_id, lower(t.tag) AS tag, heard.plays FROM heard JOIN recording_tags t ON t.recording_id = heard.recording_id
      WHERE lower(t.tag) IN (SELECT tag FROM own)
    ) AS each GROUP BY tag
  )
  SELECT own.recording_id AS "recordingId", own.tag, coalesce(carried.plays / (SELECT sum(plays) FROM heard), 0)::float8 AS share
  FROM own LEFT JOIN carried ON carried.tag = own.tag ORDER BY own.recording_id, share, own.tag`;
