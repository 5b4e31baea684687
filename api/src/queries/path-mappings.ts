import type { Sql } from '@sidetrack/prisma';
import type { PathMappingShape } from '../contract/path-mappings.ts';

export const readPathMappings = (tx: Sql, userId: string): Promise<PathMappingShape[]> =>
  tx.query<PathMappingShape>(READ, [userId]);

/** Makes these be all mappings of the listener. */
export async function writePathMappings(tx: Sql, userId: string, mappings: readonly PathMappingShape[]): Promise<void> {
  await tx.query('DELETE FROM path_mappings WHERE user_id = $1', [userId]);
  await tx.query(WRITE, [userId, JSON.stringify(mappings)]);
}

const READ = `
  SELECT server, from_path AS "fromPath", to_path AS "toPath" FROM path_mappings WHERE user_id = $1
  ORDER BY server, from_path`;

const WRITE = `
  INSERT INTO path_mappings (user_id, server, from_path, to_path)
  SELECT $1, m.server, m."fromPath", m."toPath" FROM jsonb_to_recordset($2::jsonb) AS m (server text, "fromPath" text, "toPath" text)`;
