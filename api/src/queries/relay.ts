import type { Sql } from '@sidetrack/prisma';

export interface RelayRow {
  readonly on: boolean;
  readonly failures: number;
  readonly reason: string | null;
  readonly dueAt: Date | null;
  readonly relayed: number;
  readonly relayedAt: Date | null;
  readonly waiting: number;
  readonly refused: number;
}

export interface RefusedPlay {
  readonly listenedAt: Date;
  readonly artistName: string;
  readonly trackName: string;
  readonly reason: string;
}

export async function readRelay(tx: Sql, userId: string): Promise<RelayRow> {
  const [row] = await tx.query<RelayRow>(READ, [userId]);
  return row!;
}

/** Whether the listener relays; held until the transaction ends, so that a relay that is ended meanwhile forgets what it adds too. */
export async function holdRelay(tx: Sql, userId: string): Promise<boolean> {
  return (await tx.query('SELECT FROM relays WHERE user_id = $1 FOR SHARE', [userId])).length > 0;
}

/** Plays that ListenBrainz refused, the newest first. */
export function readRefusedPlays(tx: Sql, userId: string, limit: number): Promise<RefusedPlay[]> {
  return tx.query<RefusedPlay>(REFUSED, [userId, limit]);
}

/** Begins to relay what is pushed from now on, or tries at once what waits and what was refused. */
export async function switchRelayOn(tx: Sql, userId: string, now: Date): Promise<void> {
  await tx.query(ON, [userId, now]);
  await tx.query(TRY_AGAIN, [userId]);
}

/** Ends the relay and forgets its queue; what is not written yet still is. */
export async function switchRelayOff(tx: Sql, userId: string): Promise<void> {
  await tx.query('DELETE FROM relays WHERE user_id = $1', [userId]);
  await tx.query('UPDATE now_playing SET relay = false WHERE user_id = $1 AND relay', [userId]);
  // In this order: a worker that is just writing these plays holds their rows, and what it has written meanwhile is dropped too.
  await tx.query(FORGET, [userId]);
  await tx.query(DROP, [userId]);
}

const READ = `
  SELECT r.user_id IS NOT NULL AS "on", coalesce(r.failures, 0) AS failures, r.reason, r.due_at AS "dueAt",
    coalesce(r.relayed, 0) AS relayed, r.relayed_at AS "relayedAt",
    (SELECT count(*) FROM pushed_listens WHERE user_id = $1 AND relay = 'waiting') AS waiting,
    (SELECT count(*) FROM pushed_listens WHERE user_id = $1 AND relay = 'refused') AS refused
  FROM (SELECT $1::uuid AS user_id) me LEFT JOIN relays r ON r.user_id = me.user_id`;

const REFUSED = `
  SELECT to_timestamp((listen ->> 'listened_at')::float8) AS "listenedAt", listen #>> '{track_metadata,artist_name}' AS "artistName",
    listen #>> '{track_metadata,track_name}' AS "trackName", coalesce(relay_reason, '') AS reason
  FROM pushed_listens WHERE user_id = $1 AND relay = 'refused' ORDER BY id DESC LIMIT $2`;

const ON = `
  INSERT INTO relays (user_id, since, due_at) VALUES ($1, $2, $2)
  ON CONFLICT (user_id) DO UPDATE SET due_at = excluded.due_at, failures = 0, reason = NULL`;

const TRY_AGAIN = `
  UPDATE pushed_listens SET relay = 'waiting', relay_reason = NULL WHERE user_id = $1 AND relay = 'refused'`;

const FORGET = `
  UPDATE pushed_listens SET relay = 'none', relay_reason = NULL WHERE user_id = $1 AND relay <> 'none'`;

const DROP = `DELETE FROM pushed_listens WHERE user_id = $1 AND relay = 'none' AND written_at IS NOT NULL`;
