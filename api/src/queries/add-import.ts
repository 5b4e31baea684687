import type { Sql } from '@sidetrack/prisma';

export interface NewImport {
  readonly id: string;
  readonly fileName: string;
  /** Null: the bytes lie in import_chunks. */
  readonly storedPath: string | null;
  readonly sha256: Buffer;
  /** The zone of its times, where they stand without one; null: nobody has said. */
  readonly timeZone: string | null;
  readonly now: Date;
}

export async function addImport(tx: Sql, userId: string, given: NewImport): Promise<void> {
  await tx.query(ADD, [given.id, userId, given.fileName, given.storedPath, given.sha256, given.timeZone, given.now]);
}

/** Takes an import back that could not be started; true where nobody has begun it. */
export async function removeImport(tx: Sql, userId: string, id: string): Promise<boolean> {
  return (
    (
      await tx.query(
        `DELETE FROM imports WHERE user_id = $1 AND id = $2 AND state = 'queued' AND rows_read = 0 RETURNING id`,
        [userId, id],
      )
    ).length > 0
  );
}

const ADD = `
  INSERT INTO imports (id, user_id, file_name, stored_path, file_sha256, time_zone, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`;
