import type { Sql } from '@sidetrack/prisma';

/** A file that is on its way, as it is stored. */
export interface StoredUpload {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly received: number;
  /** Null: the bytes lie in import_chunks. */
  readonly storedPath: string | null;
  /** The import that it became. */
  readonly importId: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewUpload extends Pick<StoredUpload, 'id' | 'fileName' | 'bytes' | 'storedPath'> {
  readonly fingerprint: string;
  readonly now: Date;
}

/** Uploads that have not become imports, newest first. */
export function readUploads(tx: Sql, userId: string): Promise<StoredUpload[]> {
  return tx.query<StoredUpload>(`${SELECT} WHERE user_id = $1 AND import_id IS NULL ORDER BY created_at DESC, id`, [
    userId,
  ]);
}

export async function readUpload(tx: Sql, userId: string, id: string): Promise<StoredUpload | undefined> {
  return (await tx.query<StoredUpload>(`${SELECT} WHERE user_id = $1 AND id = $2`, [userId, id]))[0];
}

/** The upload of the same file that has begun. */
export async function findUpload(
  tx: Sql,
  userId: string,
  { fileName, bytes, fingerprint }: Pick<NewUpload, 'fileName' | 'bytes' | 'fingerprint'>,
): Promise<StoredUpload | undefined> {
  return (await tx.query<StoredUpload>(FIND, [userId, fileName, bytes, fingerprint]))[0];
}

export async function addUpload(tx: Sql, userId: string, given: NewUpload): Promise<void> {
  const { id, fileName, fingerprint, bytes, storedPath, now } = given;
  await tx.query(ADD, [id, userId, fileName, fingerprint, bytes, storedPath, now]);
}

/**
 * Counts bytes that have just been stored; gives the position of their piece, or null where another request has stored bytes
 * meanwhile.
 */
export async function advanceUpload(
  tx: Sql,
  userId: string,
  step: { id: string; from: number; bytes: number; now: Date },
): Promise<number | null> {
  const [row] = await tx.query<{ position: number }>(ADVANCE, [userId, step.id, step.from, step.bytes, step.now]);
  return row?.position ?? null;
}

export async function noteImport(
  tx: Sql,
  userId: string,
  { id, importId, now }: { id: string; importId: string; now: Date },
): Promise<void> {
  await tx.query('UPDATE uploads SET import_id = $3, updated_at = $4 WHERE user_id = $1 AND id = $2', [
    userId,
    id,
    importId,
    now,
  ]);
}

export async function removeUpload(tx: Sql, userId: string, id: string): Promise<void> {
  await tx.query('DELETE FROM uploads WHERE user_id = $1 AND id = $2', [userId, id]);
}

/** Uploads of the listener of which nothing has come since. */
export function readExpired(tx: Sql, userId: string, before: Date): Promise<StoredUpload[]> {
  return tx.query<StoredUpload>(`${SELECT} WHERE user_id = $1 AND updated_at < $2`, [userId, before]);
}

const SELECT = `
  SELECT id, file_name AS "fileName", bytes, received, stored_path AS "storedPath", import_id AS "importId",
         created_at AS "createdAt", updated_at AS "updatedAt"
  FROM uploads`;

const FIND = `
  ${SELECT} WHERE user_id = $1 AND file_name = $2 AND bytes = $3 AND fingerprint = $4 AND import_id IS NULL ORDER BY received DESC, id LIMIT 1`;

const ADD = `
  INSERT INTO uploads (id, user_id, file_name, fingerprint, bytes, stored_path, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`;

const ADVANCE = `
  UPDATE uploads SET received = received + $4, pieces = pieces + 1, updated_at = $5
  WHERE user_id = $1 AND id = $2 AND received = $3 AND import_id IS NULL RETURNING pieces - 1 AS position`;
