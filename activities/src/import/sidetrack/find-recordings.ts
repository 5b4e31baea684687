import { matchKey } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { NamedRecording } from './values.ts';

/**
 * Which recordings here those of an archive are: the one of that id where it is the same track, else that of the MBID (a merged one
 * followed), else the listener's own of the same words. By the id in the archive; those that are not known are not in the map.
 */
export async function findRecordings(
  tx: Sql,
  userId: string,
  named: readonly NamedRecording[],
): Promise<Map<string, string>> {
  const distinct = new Map(named.map((one) => [one.recordingId, one]));
  const wanted = [...distinct.values()].map(({ recordingId, mbid, title, artistCredit }) => ({
    told: recordingId,
    mbid,
    key: matchKey(artistCredit, title),
  }));
  if (wanted.length === 0) return new Map();
  const rows = await tx.query<{ told: string; id: string }>(FIND, [userId, JSON.stringify(wanted)]);
  return new Map(rows.map(({ told, id }) => [told, id]));
}

// An id alone is believed of nobody: an archive may come from another installation. Scalar subqueries with a LIMIT are index probes
// whatever the planner believes of tables that were filled a moment ago, and the first that finds something ends the search.
const FIND = `
  SELECT * FROM (
    SELECT w.told, coalesce(
      (SELECT id FROM recordings WHERE id = w.told AND (mbid = w.mbid OR match_key = w.key) AND (private_user_id IS NULL OR private_user_id = $1) LIMIT 1),
      (SELECT id FROM recordings WHERE mbid = w.mbid LIMIT 1),
      (SELECT (SELECT id FROM recordings WHERE mbid = d.to_mbid LIMIT 1) FROM recording_redirects d WHERE d.from_mbid = w.mbid LIMIT 1),
      CASE WHEN w.mbid IS NULL THEN (
        SELECT id FROM recordings WHERE match_key = w.key AND mbid IS NULL AND (private_user_id IS NULL OR private_user_id = $1)
        ORDER BY private_user_id LIMIT 1) END) AS id
    FROM jsonb_to_recordset($2::jsonb) AS w (told uuid, mbid uuid, key text) OFFSET 0
  ) AS found WHERE id IS NOT NULL`;
