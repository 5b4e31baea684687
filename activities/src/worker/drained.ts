import type { Database } from '@sidetrack/prisma';
import type { Deps } from '../types.ts';
import type { ActivityWatch } from './activity-watch.ts';
import type { Queue } from './options.ts';

const LOOK_EVERY_MS = 1000;
/** Work that is due and never comes here is somebody else's trouble: a worker does not keep a GPU for it for ever. */
const FORLORN_TIMES = 10;

/**
 * Ends when this worker has nothing more to do: nothing ran for `idleSeconds` and nothing is due in its queues. Where something
 * is due but does not come, it waits ten times as long.
 */
export async function drained(
  { db, clock, sleep, logger }: Deps,
  {
    watch,
    queues,
    idleSeconds,
    signal,
  }: { watch: ActivityWatch; queues: readonly Queue[]; idleSeconds: number; signal: AbortSignal },
): Promise<void> {
  const idleMs = idleSeconds * 1000;
  while (!signal.aborted) {
    await sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
    if (watch.running() > 0 || watch.quietMs() < idleMs) continue;
    const due = await countDue(db, queues, clock()).catch(() => null);
    if (due === 0 || watch.quietMs() >= idleMs * FORLORN_TIMES) {
      logger.info({ due }, 'Nothing was to be done for a while: this worker ends.');
      return;
    }
  }
}

/** Audio that waits and that no worker has taken, for the queues that measure; other queues are told by their quiet alone. */
async function countDue(db: Database, queues: readonly Queue[], now: Date): Promise<number> {
  const lanes = queues.flatMap((queue) => (queue === 'extract-gpu' ? ['gpu'] : queue === 'extract' ? ['cpu'] : []));
  const [row] = await db.asService((tx) => tx.query<{ count: number }>(DUE, [now, lanes]));
  return row?.count ?? 0;
}

const DUE = `
  SELECT count(*) AS count FROM pending p
  WHERE p.kind = 'extract' AND coalesce(p.lane, 'cpu') = ANY($2::text[]) AND p.due_at <= $1
    AND (p.claimed_until IS NULL OR p.claimed_until <= $1)
    AND NOT EXISTS (SELECT FROM users u WHERE u.id = p.user_id AND u.suspended_at IS NOT NULL)`;
