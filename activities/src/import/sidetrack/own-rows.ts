import type { Sql } from '@sidetrack/prisma';

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/**
 * Adds rows to a table of the listener's own, each under the id that it had; one whose id another listener's row has gets an id
 * made of both, the same each time. Rows that are there already, by id or by what the table holds once only, stay as they are.
 * @param rows by column
 * @returns the ids that were added, as they stand in the table
 */
export async function addOwnRows(
  tx: Sql,
  { table, userId, rows }: { table: OwnTable; userId: string; rows: readonly Row[] },
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const columns = Object.keys(rows[0]!).join(', ');
  const insert = `
    INSERT INTO ${table} (user_id, ${columns}) SELECT $1, ${columns} FROM jsonb_populate_recordset(NULL::${table}, $2::jsonb)
    ON CONFLICT DO NOTHING RETURNING id`;
  const added = await tx.query<{ id: string }>(insert, [userId, JSON.stringify(rows)]);
  const own = await ownIds(tx, { table, userId, ids: rows.map(({ id }) => id) });
  const foreign = rows.filter(({ id }) => own.get(id) !== id);
  if (foreign.length > 0) {
    const renamed = await renamedIds(tx, { userId, ids: foreign.map(({ id }) => id) });
    const again = foreign.map((row) => ({ ...row, id: renamed.get(row.id)! }));
    added.push(...(await tx.query<{ id: string }>(insert, [userId, JSON.stringify(again)])));
  }
  return new Set(added.map(({ id }) => id));
}

/** Under which id the listener's own rows stand that an archive names so; those that are not there are not in the map. */
export async function ownIds(
  tx: Sql,
  { table, userId, ids }: { table: OwnTable; userId: string; ids: readonly string[] },
): Promise<Map<string, string>> {
  const rows = await tx.query<{ told: string; id: string }>(
    `SELECT DISTINCT ON (w.told) w.told::text, t.id FROM unnest($2::uuid[]) AS w (told)
     JOIN ${table} t ON t.user_id = $1 AND t.id IN (w.told, ${RENAMED}) ORDER BY w.told, t.id <> w.told`,
    [userId, ids],
  );
  return new Map(rows.map(({ told, id }) => [told, id]));
}

/** Ids in place of ones that are taken. */
export async function renamedIds(
  tx: Sql,
  { userId, ids }: { userId: string; ids: readonly string[] },
): Promise<Map<string, string>> {
  const rows = await tx.query<{ told: string; id: string }>(
    `SELECT w.told::text, ${RENAMED} AS id FROM unnest($2::uuid[]) AS w (told)`,
    [userId, ids],
  );
  return new Map(rows.map(({ told, id }) => [told, id]));
}

// A UUID of version 8 (RFC 9562: of one’s own making).
const RENAMED = `overlay(overlay(md5($1::uuid::text || w.told::text) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid`;

export type OwnTable =
  | 'alerts'
  | 'audio_files'
  | 'audio_roots'
  | 'connections'
  | 'imports'
  | 'labels'
  | 'path_mappings'
  | 'playlists'
  | 'recording_decisions'
  | 'shares';
