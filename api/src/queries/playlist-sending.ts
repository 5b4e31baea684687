import type { Sql } from '@sidetrack/prisma';

/** How long a sending may take before it counts as broken off: longer than the service is waited for. */
const LEASE = `interval '2 minutes'`;

/** Takes a playlist for sending, so that it is not sent twice at once. False where it is being sent already. */
export async function claimSending(tx: Sql, userId: string, id: string, now: Date): Promise<boolean> {
  return (await tx.query(CLAIM, [userId, id, now])).length > 0;
}

export interface Sent {
  readonly id: string;
  readonly playlistMbid: string;
  /** Of the tracks that were sent. */
  readonly revision: number;
  readonly now: Date;
}

export async function saveSent(tx: Sql, userId: string, { id, playlistMbid, revision, now }: Sent): Promise<void> {
  await tx.query(SAVE, [userId, id, playlistMbid, revision, now]);
}

export async function releaseSending(tx: Sql, userId: string, id: string): Promise<void> {
  await tx.query('UPDATE playlists SET sending_until = NULL WHERE user_id = $1 AND id = $2', [userId, id]);
}

const CLAIM = `
  UPDATE playlists SET sending_until = $3::timestamptz + ${LEASE}
  WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL AND coalesce(sending_until <= $3, true) RETURNING id`;
const SAVE = `
  UPDATE playlists SET sent_mbid = $3, sent_revision = $4, sent_at = $5, sending_until = NULL WHERE user_id = $1 AND id = $2`;
