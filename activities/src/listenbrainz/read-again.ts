import type { Sql } from '@sidetrack/prisma';
import { reopenBackfill } from '../connections/move-cursor.ts';
import { removeUntold } from '../listens/remove-untold.ts';
import type { Pull, TakenPage } from './pull.ts';
import { SOURCE, storePage } from './pull.ts';
import { walkForward } from './pull-forward.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** How often the last days are read again, and how many of them. */
const CADENCES = [
  { everySeconds: DAY, windowSeconds: 30 * DAY },
  { everySeconds: HOUR, windowSeconds: 2 * DAY },
] as const;

/**
 * Reads the last days again at the first pull of each hour, and a month at the first of each day: what was mapped late,
 * dated back or deleted there shows only so. Then compares counts: where the service has more than is known here, the
 * whole history is read again (once a day at most); where it has fewer, plays that it no longer tells of are removed.
 */
export async function readAgain(pull: Pull): Promise<void> {
  const { lastSyncedAt, newestTs } = pull.connection;
  const nowTs = pull.deps.clock().getTime() / 1000;
  if (lastSyncedAt === null || newestTs === null) {
    await compareCounts(pull);
    return;
  }
  const cadence = CADENCES.find(
    ({ everySeconds }) => Math.floor(nowTs / everySeconds) !== Math.floor(lastSyncedAt.getTime() / 1000 / everySeconds),
  );
  if (cadence === undefined) return;

  const fromTs = Math.floor(nowTs) - cadence.windowSeconds;
  const seen = new Set<string>();
  const whole = await walkForward(unlimited(pull), fromTs, (page) => rememberAndStore(pull, page, seen));
  const { known, remote } = await compareCounts(pull);
  if (!pull.connection.backfillComplete || !whole) return;
  if (known > remote) await removeDeleted(pull, { fromTs, seen, atMost: known - remote });
  if (known < remote && cadence.everySeconds === DAY)
    await inTransaction(pull, (tx) => reopenBackfill(tx, pull.connection.id));
}

/** Reads again from a day that the listener names, for plays that were dated back. */
export async function readAgainFrom(pull: Pull, sinceTs: number): Promise<boolean> {
  return walkForward(unlimited(pull), sinceTs, (page) =>
    storePage(pull, page.rows, page.newestTs === null ? {} : { newestTs: page.newestTs }),
  );
}

/** A window is read whole: its cursor is nowhere but here. */
function unlimited(pull: Pull): Pull {
  return { ...pull, limits: { ...pull.limits, pages: Infinity } };
}

async function rememberAndStore(pull: Pull, page: TakenPage, seen: Set<string>): Promise<void> {
  for (const { listenedAt, trackKey } of page.rows) seen.add(`${listenedAt.getTime()} ${trackKey}`);
  await storePage(pull, page.rows, page.newestTs === null ? {} : { newestTs: page.newestTs });
}

/** How many listens are known of this service, and how many it has; equal where it does not say. */
async function compareCounts(pull: Pull): Promise<{ known: number; remote: number }> {
  const { listenbrainz, connection, context } = pull;
  const remote = await listenbrainz.listenCount({
    user: connection.externalName,
    token: connection.token,
    signal: context.signal,
  });
  const [row] = await inTransaction(pull, (tx) =>
    tx.query<{ known: number }>(NOTE_REMOTE_COUNT, [connection.id, remote, connection.userId, SOURCE]),
  );
  const known = row?.known ?? 0;
  return { known, remote: remote ?? known };
}

async function removeDeleted(
  pull: Pull,
  { fromTs, seen, atMost }: { fromTs: number; seen: ReadonlySet<string>; atMost: number },
): Promise<void> {
  const { connection, context } = pull;
  const removed = await inTransaction(pull, (tx) =>
    removeUntold(tx, { userId: connection.userId, source: SOURCE, from: new Date(fromTs * 1000), seen, atMost }),
  );
  if (removed > 0) context.logger.info({ removed }, 'Removed plays that were deleted at ListenBrainz.');
}

function inTransaction<T>({ deps, connection }: Pull, work: (tx: Sql) => Promise<T>): Promise<T> {
  return deps.db.asUser(connection.userId, work);
}

const NOTE_REMOTE_COUNT = `
  WITH noted AS (UPDATE connections SET remote_count = $2 WHERE id = $1)
  SELECT count(*)::int AS known FROM listen_sources WHERE user_id = $3 AND source = $4`;
