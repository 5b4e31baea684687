import type { Sql } from '@sidetrack/prisma';

/** A text that changes when what a listener's tracks can be found by does: plays arrive, weeks follow new scores, and work for tags and measurements is done. */
export async function readSearchVersion(tx: Sql, userId: string): Promise<string> {
  const [row] = await tx.query<{ version: string }>(VERSION, [userId]);
  return row!.version;
}

const VERSION = `
  SELECT concat_ws('|',
    (SELECT listens FROM listener_totals WHERE user_id = $1),
    (SELECT concat_ws(',', count(*), max(computed_at)) FROM weeks WHERE user_id = $1),
    (SELECT string_agg(concat_ws(',', kind, count), ';' ORDER BY kind) FROM (
      SELECT kind, count(*) FROM pending WHERE kind IN ('metadata', 'tags', 'match', 'extract', 'score') GROUP BY kind) AS waiting),
    (SELECT concat_ws(',', count(*), max(published_at)) FROM map_versions WHERE state = 'published')
  ) AS version`;
