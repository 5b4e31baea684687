import { instantsOf, type Sql } from '@sidetrack/prisma';

/** When the listener played a recording, oldest first. */
export async function readTrackPlays(tx: Sql, userId: string, recordingId: string): Promise<Date[]> {
  const [row] = await tx.query<{ instants: Uint8Array | null }>(PLAYS, [userId, recordingId]);
  return row?.instants == null ? [] : Array.from(instantsOf(row.instants), (instant) => new Date(instant / 1000));
}

const PLAYS = `
  SELECT string_agg(timestamptz_send(listened_at), '' ORDER BY listened_at) AS instants
  FROM listens WHERE user_id = $1 AND recording_id = $2`;
