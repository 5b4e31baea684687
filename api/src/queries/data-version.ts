import type { Sql } from '@sidetrack/prisma';

/**
 * A text that changes whenever an answer of the dashboard may: listens arrive with moves of a connection or an import and
 * leave dirty weeks, aggregation renews weeks, a map is published. The hour stands in it because the current week ends by
 * itself. Of pending work it holds only whether there is any, because its counts move every second while it is done. It
 * reads small tables only, so that it may be asked every second.
 */
export async function readDataVersion(tx: Sql, userId: string, now: Date): Promise<string> {
  const [row] = await tx.query<{ version: string }>(VERSION, [userId]);
  return `${now.toISOString().slice(0, 13)}/${row?.version ?? ''}`;
}

const VERSION = `
  SELECT md5(concat_ws('|',
    (SELECT concat_ws(',', count(*), max(computed_at), sum(listens)) FROM weeks WHERE user_id = $1),
    (SELECT concat_ws(',', count(*), max(created_at)) FROM dirty_weeks WHERE user_id = $1),
    (SELECT concat_ws(',', count(*), max(raised_at), count(dismissed_at), max(dismissed_at)) FROM alerts WHERE user_id = $1),
    (SELECT string_agg(concat_ws(',', id, state, state_reason, external_name, backfill_complete, newest_listened_at, oldest_listened_at,
       last_synced_at, next_due_at, credential IS NULL), ';' ORDER BY id) FROM connections
       WHERE user_id = $1),
    (SELECT concat_ws(',', handle, display_name, time_zone, time_zone_since, is_demo) FROM users WHERE id = $1),
    (SELECT string_agg(concat_ws(',', since, time_zone), ';' ORDER BY since) FROM former_time_zones WHERE user_id = $1),
    (SELECT concat_ws(',', count(*), sum(rows_read), sum(imported), max(finished_at), count(*) FILTER (WHERE state IN ('queued', 'running'))) FROM imports WHERE user_id = $1),
    (SELECT string_agg(concat_ws(',', id, last_scanned_at, state_reason), ';' ORDER BY id) FROM audio_roots WHERE user_id = $1),
    (SELECT concat_ws(',', count(*), max(published_at)) FROM map_versions WHERE state = 'published'),
    EXISTS (SELECT FROM pending WHERE kind = 'tags'), EXISTS (SELECT FROM pending WHERE kind <> 'tags')
  )) AS version`;
