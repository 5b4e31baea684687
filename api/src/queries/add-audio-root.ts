import type { Sql } from '@sidetrack/prisma';

/** Adds a folder, or makes one that is already there due for a scan. Gives its id. */
export async function addAudioRoot(tx: Sql, userId: string, path: string, now: Date): Promise<string> {
  const [row] = await tx.query<{ id: string }>(ADD, [userId, path, now]);
  return row!.id;
}

const ADD = `
  INSERT INTO audio_roots (user_id, path, next_due_at) VALUES ($1, $2, $3)
  ON CONFLICT (user_id, path) DO UPDATE SET next_due_at = excluded.next_due_at, state_reason = NULL
  RETURNING id`;
