import type { Sql } from '@sidetrack/prisma';
import type { PushedListen } from '../scrobbling/pushed-listen.ts';

/** Keeps listens as they were pushed, in their order, for a worker to write, and where `relay` says so to pass on. */
export async function addPushedListens(
  tx: Sql,
  userId: string,
  { listens, relay, now }: { listens: readonly PushedListen[]; relay: boolean; now: Date },
): Promise<void> {
  await tx.query(ADD, [userId, JSON.stringify(listens), now, relay ? 'waiting' : 'none']);
}

const ADD = `
  INSERT INTO pushed_listens (user_id, listen, received_at, relay)
  SELECT $1, l.listen, $3, $4 FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS l (listen, place) ORDER BY l.place`;
