import type { Sql } from '@sidetrack/prisma';
import type { SealedCredential } from '@sidetrack/settings';
import type { FilePlaysShape, MediaServerShape } from '../contract/media-servers.ts';

export async function readMediaServers(
  tx: Sql,
  userId: string,
  name: string | null = null,
): Promise<MediaServerShape[]> {
  const rows = await tx.query<
    Omit<MediaServerShape, 'lastReadAt' | 'nextDueAt'> & { lastReadAt: Date | null; nextDueAt: Date }
  >(READ, [userId, name]);
  return rows.map((row) => ({
    ...row,
    lastReadAt: row.lastReadAt?.toISOString() ?? null,
    nextDueAt: row.nextDueAt.toISOString(),
  }));
}

export interface MediaServerChange {
  readonly name: string;
  readonly url: string;
  readonly userName: string;
  /** Absent: the one that is stored stays. */
  readonly credential: SealedCredential | null;
  readonly now: Date;
}

/** Makes or changes a server and makes it due. False where it is new and has no password. */
export async function saveMediaServer(
  tx: Sql,
  userId: string,
  { name, url, userName, credential, now }: MediaServerChange,
): Promise<boolean> {
  if (credential === null) {
    const rows = await tx.query(CHANGE, [userId, name, url, userName, now]);
    return rows.length > 0;
  }
  await tx.query(SAVE, [userId, name, url, userName, Buffer.from(credential.credential), credential.keyId, now]);
  return true;
}

export async function deleteMediaServer(tx: Sql, userId: string, name: string): Promise<boolean> {
  const rows = await tx.query('DELETE FROM media_servers WHERE user_id = $1 AND name = $2 RETURNING 1', [userId, name]);
  return rows.length > 0;
}

export async function readFilePlays(
  tx: Sql,
  userId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ total: number; files: FilePlaysShape[] }> {
  const [count] = await tx.query<{ total: number }>(COUNT, [userId]);
  const files = await tx.query<Omit<FilePlaysShape, 'lastPlayedAt'> & { lastPlayedAt: Date | null }>(FILES, [
    userId,
    limit,
    offset,
  ]);
  return {
    total: count?.total ?? 0,
    files: files.map((file) => ({ ...file, lastPlayedAt: file.lastPlayedAt?.toISOString() ?? null })),
  };
}

const READ = `
  SELECT name, url, user_name AS "userName", state, state_reason AS "stateReason", last_read_at AS "lastReadAt",
    next_due_at AS "nextDueAt", songs, matched
  FROM media_servers WHERE user_id = $1 AND ($2::text IS NULL OR name = $2) ORDER BY name`;

const CHANGED = `url = $3, user_name = $4, state = 'active', state_reason = NULL, next_due_at = `;

const CHANGE = `UPDATE media_servers SET ${CHANGED} $5 WHERE user_id = $1 AND name = $2 RETURNING 1`;

const SAVE = `
  INSERT INTO media_servers (user_id, name, url, user_name, credential, credential_key_id, next_due_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (user_id, name) DO UPDATE SET
    credential = excluded.credential, credential_key_id = excluded.credential_key_id, ${CHANGED} $7`;

const COUNT = 'SELECT count(*)::int AS total FROM file_play_counts WHERE user_id = $1 AND plays > 0';

const FILES = `
  SELECT f.id AS "fileId", f.relative_path AS "relativePath", f.title, f.artist, s.name AS server, c.plays, c.last_played_at AS "lastPlayedAt"
  FROM file_play_counts c JOIN audio_files f ON f.id = c.audio_file_id JOIN media_servers s ON s.id = c.server_id
  WHERE c.user_id = $1 AND c.plays > 0 ORDER BY c.plays DESC, f.relative_path, f.id, s.name LIMIT $2 OFFSET $3`;
