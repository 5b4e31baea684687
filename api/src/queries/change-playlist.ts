import type { Sql } from '@sidetrack/prisma';
import type { MixtapeOriginShape } from '../contract/playlist-shapes.ts';

export interface NewPlaylist {
  readonly name: string;
  readonly mixtape: MixtapeOriginShape | null;
  readonly now: Date;
}

/** Makes an empty playlist and gives its id. */
export async function insertPlaylist(tx: Sql, userId: string, { name, mixtape, now }: NewPlaylist): Promise<string> {
  const [row] = await tx.query<{ id: string }>(INSERT, [userId, name, mixtape && JSON.stringify(mixtape), now]);
  return row!.id;
}

/** False where there is no such playlist. */
export async function renamePlaylist(
  tx: Sql,
  userId: string,
  { id, name, now }: { id: string; name: string; now: Date },
): Promise<boolean> {
  return (await tx.query(RENAME, [userId, id, name, now])).length > 0;
}

/**
 * Locks a playlist for a change of its tracks until the transaction ends, and raises its revision. Null where there is no such
 * playlist, or, with `revision`, where it has another one.
 */
export async function lockPlaylist(
  tx: Sql,
  userId: string,
  { id, revision, now }: { id: string; revision?: number; now: Date },
): Promise<number | null> {
  const [row] = await tx.query<{ revision: number }>(LOCK, [userId, id, revision ?? null, now]);
  return row?.revision ?? null;
}

/** False where there is no such playlist, or it was deleted before. */
export async function deletePlaylist(tx: Sql, userId: string, id: string, now: Date): Promise<boolean> {
  await tx.query(FORGET_PLAYLISTS, [userId, now]);
  return (await tx.query(DELETE, [userId, id, now])).length > 0;
}

/** False where no such playlist was deleted within the last day. */
export async function restorePlaylist(tx: Sql, userId: string, id: string, now: Date): Promise<boolean> {
  return (await tx.query(RESTORE, [userId, id, now])).length > 0;
}

const KEPT = `interval '1 day'`;
const INSERT = `
  INSERT INTO playlists (user_id, name, mixtape, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) RETURNING id`;
const RENAME = `
  UPDATE playlists SET name = $3, updated_at = $4 WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL RETURNING id`;
const LOCK = `
  UPDATE playlists SET revision = revision + 1, updated_at = $4
  WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL AND revision = coalesce($3, revision) RETURNING revision`;
const DELETE = `
  UPDATE playlists SET deleted_at = $3 WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL RETURNING id`;
const RESTORE = `
  UPDATE playlists SET deleted_at = NULL WHERE user_id = $1 AND id = $2 AND deleted_at > $3::timestamptz - ${KEPT} RETURNING id`;
const FORGET_PLAYLISTS = `DELETE FROM playlists WHERE user_id = $1 AND deleted_at <= $2::timestamptz - ${KEPT}`;
