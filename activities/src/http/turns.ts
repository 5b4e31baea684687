import { randomUUID } from 'node:crypto';
import { TransientError } from '../errors.ts';
import type { Deps } from '../types.ts';

/** Runs `work` alone in the whole installation, and no sooner than the pace allows after the last one ended. */
export type InTurn = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

export interface Pace {
  readonly service: string;
  readonly requestsPerSecond: number;
  /** For how long a holder may be silent before it is taken for dead. Longer than a request can take. */
  readonly holdSeconds: number;
}

/**
 * One request at a time and so many a second for all workers of an installation, by one row of service_leases: `free_at` is
 * when the next may leave. A holder moves it past the end of its request, and when that is answered to a pause after the
 * answer: no two requests leave or arrive closer than the pause, however long either is under way, and a holder that was killed
 * frees itself. Time is the database's, because workers' clocks differ.
 */
export function createTurns({ db, sleep, random }: Pick<Deps, 'db' | 'sleep' | 'random'>, pace: Pace): InTurn {
  const pauseMs = pauseBetweenTurnsMs(pace.requestsPerSecond);
  return async (work, signal) => {
    const holder = randomUUID();
    for (let waits = 0; ; waits += 1) {
      const waitMs = await db.asService((tx) => claim(tx, pace, holder));
      if (waitMs === null) break;
      if (waits >= MOST_WAITS)
        throw new TransientError(`The queue for ${pace.service} is long.`, {
          service: pace.service,
          remedy: 'It is tried again.',
        });
      await sleep(waitMs + random() * JITTER_MS, signal);
    }
    try {
      return await work();
    } finally {
      await db.asService((tx) => tx.query(RELEASE, [pace.service, holder, pauseMs / 1000]));
    }
  };
}

/** From an answer to the next request. */
export const pauseBetweenTurnsMs = (requestsPerSecond: number): number => 1000 / requestsPerSecond + MARGIN_MS;

async function claim(
  tx: Parameters<Parameters<Deps['db']['asService']>[0]>[0],
  { service, holdSeconds }: Pace,
  holder: string,
): Promise<number | null> {
  await tx.query('INSERT INTO service_leases (service) VALUES ($1) ON CONFLICT DO NOTHING', [service]);
  const claimed = await tx.query(CLAIM, [service, holder, holdSeconds]);
  if (claimed.length > 0) return null;
  const [row] = await tx.query<{ waitMs: number }>(WAIT, [service]);
  return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, row?.waitMs ?? 0));
}

// Above what a network adds or takes between two requests.
const MARGIN_MS = 50;
const JITTER_MS = 25;
const SHORTEST_WAIT_MS = 20;
// A holder gives back early as a rule, so its time is asked for again before it is up.
const LONGEST_WAIT_MS = 1000;
const MOST_WAITS = 600;

// clock_timestamp, not now(): the row may have been waited for.
const CLAIM = `
  UPDATE service_leases SET free_at = clock_timestamp() + make_interval(secs => $3), holder = $2
  WHERE service = $1 AND free_at <= clock_timestamp() RETURNING service`;

const WAIT = `
  SELECT ceil(extract(epoch FROM free_at - clock_timestamp()) * 1000)::int AS "waitMs" FROM service_leases WHERE service = $1`;

const RELEASE = `
  UPDATE service_leases SET free_at = clock_timestamp() + make_interval(secs => $3), holder = NULL WHERE service = $1 AND holder = $2`;
