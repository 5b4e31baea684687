import type { Sql } from '@sidetrack/prisma';
import { readConnection } from '../connections/read-connection.ts';
import { activityContext } from '../context.ts';
import { PermanentError, RateLimitedError, describeError } from '../errors.ts';
import type { ListenBrainz } from '../listenbrainz/client.ts';
import type { Deps } from '../types.ts';
import { packListens } from './pack-listens.ts';
import type { PushedListen } from './write-pushed-listens.ts';

/** Listens that one request passes on; the service takes up to a thousand. */
const AT_ONCE = 100;
/** Requests that one activity makes before it hands back. */
const REQUESTS = 20;
const HOUR_SECONDS = 3600;
const SHORTEST_WAIT_SECONDS = 30;

interface Relay {
  readonly deps: Deps;
  readonly listenbrainz: ListenBrainz;
  readonly userId: string;
  readonly token: string;
}

/**
 * Passes on to ListenBrainz what was pushed here, oldest first. A play leaves the queue only when the service says that it has
 * it; one that is sent twice, because the answer was lost, is one there. What the service refuses for good is kept with its reason.
 * A failure sets when the next attempt is due, from half a minute to an hour, and is no error of the activity: the queue is the retry.
 */
export async function relayListens(
  deps: Deps,
  listenbrainz: ListenBrainz,
  { userId }: { userId: string },
): Promise<{ relayed: number; remaining: number }> {
  let relayed = 0;
  try {
    const relay = { deps, listenbrainz, userId, token: await tokenFor(deps, userId) };
    await relayPlaying(relay);
    for (let request = 0; request < REQUESTS; request += 1) {
      const waiting = await deps.db.asUser(userId, (tx) => tx.query<Waiting>(WAITING, [userId, AT_ONCE]));
      if (waiting.length === 0) return { relayed, remaining: 0 };
      relayed += await relayBatch(relay, packListens(waiting));
      activityContext(deps).heartbeat(relayed);
    }
    return { relayed, remaining: 1 };
  } catch (error) {
    activityContext(deps).signal.throwIfAborted();
    await putOff(deps, userId, error);
    return { relayed, remaining: 0 };
  }
}

interface Waiting {
  readonly id: number;
  readonly listen: PushedListen;
}

/** Sends a batch; where the service refuses it, its halves, until what it refuses is found. Gives how many it took. */
async function relayBatch(relay: Relay, batch: readonly Waiting[]): Promise<number> {
  const { deps, listenbrainz, userId, token } = relay;
  const type = batch.length === 1 ? 'single' : 'import';
  const listens = batch.map(({ listen }) => listen);
  const refusal = await listenbrainz.submit({ type, listens, token, signal: activityContext(deps).signal });
  const ids = batch.map(({ id }) => id);
  if (refusal === null) {
    await deps.db.asUser(userId, (tx) => settle(tx, { userId, ids, now: deps.clock() }));
    return batch.length;
  }
  if (batch.length === 1) {
    await deps.db.asUser(userId, (tx) => tx.query(REFUSE, [ids, refusal]));
    return 0;
  }
  const half = Math.ceil(batch.length / 2);
  return (await relayBatch(relay, batch.slice(0, half))) + (await relayBatch(relay, batch.slice(half)));
}

/** What plays now is passed on once, or never: it is worth nothing later. */
async function relayPlaying({ deps, listenbrainz, userId, token }: Relay): Promise<void> {
  const [playing] = await deps.db.asUser(userId, (tx) =>
    tx.query<{ listen: PushedListen }>(TAKE_PLAYING, [userId, deps.clock()]),
  );
  if (playing === undefined) return;
  const { signal } = activityContext(deps);
  await listenbrainz.submit({ type: 'playing_now', listens: [playing.listen], token, signal });
}

async function tokenFor(deps: Deps, userId: string): Promise<string> {
  const [row] = await deps.db.asUser(userId, (tx) => tx.query<{ id: string }>(CONNECTION, [userId]));
  const token = row === undefined ? undefined : (await readConnection(deps, row.id)).token;
  if (token !== undefined) return token;
  throw new PermanentError('There is no ListenBrainz token to pass plays on with.', {
    service: 'ListenBrainz',
    remedy: 'Enter it under Settings.',
  });
}

async function settle(
  tx: Sql,
  { userId, ids, now }: { userId: string; ids: readonly number[]; now: Date },
): Promise<void> {
  // In this order: a worker that is just writing these plays holds their rows, and what it has written meanwhile is dropped too.
  await tx.query(FREE, [ids]);
  await tx.query(DROP, [ids]);
  await tx.query(NOTE_SUCCESS, [userId, ids.length, now]);
}

async function putOff(deps: Deps, userId: string, error: unknown): Promise<void> {
  await deps.db.asUser(userId, async (tx) => {
    const [row] = await tx.query<{ failures: number }>(NOTE_FAILURE, [userId, describeError(error)]);
    if (row === undefined) return;
    const due = new Date(deps.clock().getTime() + waitSeconds(row.failures, error) * 1000);
    await tx.query('UPDATE relays SET due_at = $2 WHERE user_id = $1', [userId, due]);
  });
}

/** 30 s, then twice as long each time, to an hour; an hour for what a person has to change; as long as the service asks for. */
export function waitSeconds(failures: number, error: unknown): number {
  if (error instanceof PermanentError) return HOUR_SECONDS;
  const backOff = Math.min(HOUR_SECONDS, SHORTEST_WAIT_SECONDS * 2 ** Math.min(failures - 1, 10));
  return error instanceof RateLimitedError ? Math.max(backOff, error.retryAfterSeconds) : backOff;
}

const CONNECTION = `SELECT id FROM connections WHERE user_id = $1 AND service = 'listenbrainz'`;

const WAITING = `SELECT id, listen FROM pushed_listens WHERE user_id = $1 AND relay = 'waiting' ORDER BY id LIMIT $2`;

const TAKE_PLAYING = `
  UPDATE now_playing SET relay = false WHERE user_id = $1 AND relay AND until > $2 AND listen IS NOT NULL RETURNING listen`;

const DROP = `DELETE FROM pushed_listens WHERE id = ANY($1::bigint[]) AND written_at IS NOT NULL`;
const FREE = `UPDATE pushed_listens SET relay = 'none' WHERE id = ANY($1::bigint[])`;
const REFUSE = `UPDATE pushed_listens SET relay = 'refused', relay_reason = $2 WHERE id = ANY($1::bigint[])`;

const NOTE_SUCCESS = `
  UPDATE relays SET failures = 0, reason = NULL, relayed = relayed + $2, relayed_at = $3 WHERE user_id = $1`;

const NOTE_FAILURE = `
  UPDATE relays SET failures = failures + 1, reason = $2 WHERE user_id = $1 RETURNING failures`;
