import { nameTagFinder } from '@sidetrack/analysis';
import type { GivenTag } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';

/**
 * The tags of these recordings and of their artists, by recording id; a recording without any is not in the map. A tag that is the artist's own
 * name says nothing, and is left out.
 */
export async function readTags(tx: Sql, recordingIds: readonly string[]): Promise<Map<string, GivenTag[]>> {
  const rows = await tx.query<GivenTag & { id: string }>(READ, [recordingIds]);
  const isName = new Map(
    (await tx.query<Named>(NAMES, [recordingIds])).map((row) => [row.id, nameTagFinder(row.names)]),
  );
  const tags = new Map<string, GivenTag[]>();
  for (const { id, ...tag } of rows) {
    if (isName.get(id)?.(tag.tag) === true) continue;
    const known = tags.get(id);
    if (known === undefined) tags.set(id, [tag]);
    else known.push(tag);
  }
  return tags;
}

interface Named {
  id: string;
  names: string[];
}

const NAMES = `
  SELECT r.id, array_agg(DISTINCT n.name) AS names
  FROM recordings r
  CROSS JOIN LATERAL (
    SELECT r.artist_credit AS name
    UNION ALL
    SELECT ra.credited_name FROM recording_artists ra WHERE ra.recording_id = r.id
    UNION ALL
    SELECT a.name FROM recording_artists ra JOIN artists a ON a.id = ra.artist_id WHERE ra.recording_id = r.id
  ) n
  WHERE r.id = ANY($1::uuid[])
  GROUP BY r.id`;

// Two artists of one recording may share a tag: the stronger one counts.
const READ = `
  SELECT recording_id AS id, source, tag, weight, 'recording' AS of
  FROM recording_tags WHERE recording_id = ANY($1::uuid[])
  UNION ALL
  SELECT ra.recording_id, t.source, t.tag, max(t.weight), 'artist'
  FROM recording_artists ra JOIN artist_tags t ON t.artist_id = ra.artist_id
  WHERE ra.recording_id = ANY($1::uuid[])
  GROUP BY ra.recording_id, t.source, t.tag
  ORDER BY id, of, source, tag`;
