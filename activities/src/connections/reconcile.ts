import { DAILY, type Reading } from './cadence.ts';
import type { ListenRow } from '../listens/listen-row.ts';
import { removeUntold } from '../listens/remove-untold.ts';
import { reopenBackfill } from './move-cursor.ts';
import type { PullRun } from './pull-run.ts';
import { inTransaction, storePage } from './pull-run.ts';

/** A page of a history, as far as it is understood. */
export interface HistoryPage {
  readonly rows: readonly ListenRow[];
  /** In seconds; null where the page is empty. */
  readonly newestTs: number | null;
}

/** How a service's history is read again. */
export interface History {
  /** Walks from `fromTs` (inclusive) to the newest listen; false where it could not be walked whole. */
  walk(fromTs: number, onPage: (page: HistoryPage) => Promise<void>): Promise<boolean>;
  /** How many listens the service has of this listener; null where it does not say. */
  count(): Promise<number | null>;
}

/**
 * Reads the last days again once an hour, and a month once a day: what was mapped late,
 * dated back or deleted there shows only so. Then compares counts: where the service has more than is known here, and more than
 * the last whole reading left out, the whole history is read again (once a day at most); where it has fewer, plays that it no
 * longer tells of are removed. Where many share a service's limit, counts are asked for once a day: an hourly one for each is a
 * third of what there is to spend.
 */
export async function reconcile(run: PullRun, history: History, reading: Reading | null): Promise<void> {
  const { lastSyncedAt, newestTs } = run.connection;
  if (lastSyncedAt === null || newestTs === null) {
    await compareCounts(run, history);
    return;
  }
  if (reading === null) return;
  const { cadence, fromTs, coversNewest } = reading;
  const seen = new Set<string>();
  const whole = !coversNewest || (await history.walk(fromTs, (page) => rememberAndStore(run, page, seen)));
  if (run.deps.settings.mode === 'hosted' && cadence !== DAILY) return;
  const counts = await compareCounts(run, history);
  if (run.connection.backfillComplete && whole) await settle(run, reading, { ...counts, seen });
}

async function settle(
  run: PullRun,
  { cadence, fromTs, coversNewest }: Reading,
  { known, remote, missing, seen }: Counts & { seen: ReadonlySet<string> },
): Promise<void> {
  if (known > remote && coversNewest) await removeDeleted(run, { fromTs, seen, atMost: known - remote });
  if (remote - known > missing && cadence === DAILY)
    await inTransaction(run, (tx) => reopenBackfill(tx, run.connection.id, remote - known));
}

/** Reads again from a day that the listener names, for plays that were dated back. */
export async function readAgainFrom(run: PullRun, history: History, sinceTs: number): Promise<void> {
  await history.walk(sinceTs, (page) => storePage(run, page.rows, moveTo(page)));
}

async function rememberAndStore(run: PullRun, page: HistoryPage, seen: Set<string>): Promise<void> {
  for (const { listenedAt, trackKey } of page.rows) seen.add(`${listenedAt.getTime()} ${trackKey}`);
  await storePage(run, page.rows, moveTo(page));
}

export const moveTo = ({ newestTs }: HistoryPage): { newestTs?: number } => (newestTs === null ? {} : { newestTs });

interface Counts {
  readonly known: number;
  /** Equal to `known` where the service does not say. */
  readonly remote: number;
  /** How many the service counts that the last whole reading did not bring. */
  readonly missing: number;
}

async function compareCounts(run: PullRun, history: History): Promise<Counts> {
  const { id, userId, service } = run.connection;
  const remote = await history.count();
  const [row] = await inTransaction(run, (tx) =>
    tx.query<{ known: number; missing: number }>(NOTE_REMOTE_COUNT, [id, remote, userId, service]),
  );
  const { known, missing } = row ?? { known: 0, missing: 0 };
  return { known, remote: remote ?? known, missing };
}

async function removeDeleted(
  run: PullRun,
  { fromTs, seen, atMost }: { fromTs: number; seen: ReadonlySet<string>; atMost: number },
): Promise<void> {
  const { userId, service } = run.connection;
  const removed = await inTransaction(run, (tx) =>
    removeUntold(tx, { userId, source: service, from: new Date(fromTs * 1000), seen, atMost }),
  );
  if (removed > 0) run.context.logger.info({ removed, service }, 'Removed plays that were deleted at the service.');
}

// A whole reading that brought some of what was missing leaves fewer to be missing.
const NOTE_REMOTE_COUNT = `
  WITH counted AS (
    SELECT count(*)::int AS known FROM listen_sources WHERE user_id = $3 AND source = $4
  ), noted AS (
    UPDATE connections SET remote_count = $2, missing_count = CASE
      WHEN backfill_complete THEN least(missing_count, greatest(0, coalesce($2 - known, missing_count))) ELSE missing_count END
    FROM counted WHERE id = $1 RETURNING missing_count
  )
  SELECT known, coalesce((SELECT missing_count FROM noted), 0) AS missing FROM counted`;
