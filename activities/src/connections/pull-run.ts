import type { Sql } from '@sidetrack/prisma';
import type { ActivityContext } from '../context.ts';
import { activityContext } from '../context.ts';
import type { ReportProgress } from '../jobs/progress.ts';
import { progressReporter } from '../jobs/progress.ts';
import type { ListenRow } from '../listens/listen-row.ts';
import { upsertListens } from '../listens/upsert-listens.ts';
import { holdToListenQuota } from '../quotas/quotas.ts';
import type { Deps } from '../types.ts';
import type { CursorMove } from './move-cursor.ts';
import { moveCursor } from './move-cursor.ts';
import type { Connection } from './read-connection.ts';

export interface PullLimits {
  /** Listens a page; each service has its own most. */
  readonly pageSize: number;
  /** Pages that one activity reads before it hands back. */
  readonly pages: number;
}
export const DEFAULT_LIMITS: PullLimits = { pageSize: 500, pages: 20 };

/** One run of pullListens, whatever the service: what it works with, and what it has done so far. */
export interface PullRun {
  readonly deps: Deps;
  readonly connection: Connection;
  readonly context: ActivityContext;
  readonly report: ReportProgress;
  readonly limits: PullLimits;
  readonly done: { pages: number; imported: number; duplicates: number };
}

export function beginPull(deps: Deps, connection: Connection, limits: PullLimits): PullRun {
  const context = activityContext(deps);
  context.heartbeat();
  const done = { pages: 0, imported: 0, duplicates: 0 };
  return { deps, connection, context, report: progressReporter(deps, 'listens'), limits, done };
}

/** Writes a page and moves the cursor, in one transaction. */
export async function storePage(run: PullRun, rows: readonly ListenRow[], move: CursorMove): Promise<void> {
  const { deps, connection, context, done, report } = run;
  const { userId, service: source } = connection;
  const result = await inTransaction(run, async (tx) => {
    const written = await upsertListens(tx, { userId, source, importId: null, rows, now: deps.clock() });
    await holdToListenQuota(tx, userId);
    await moveCursor(tx, connection.id, move);
    return written;
  });
  done.imported += result.imported;
  done.duplicates += result.duplicates;
  context.heartbeat(move);
  await report({ done: done.imported + done.duplicates, total: null, message: `${done.imported} new listens` });
}

export function inTransaction<T>({ deps, connection }: PullRun, work: (tx: Sql) => Promise<T>): Promise<T> {
  return deps.db.asUser(connection.userId, work);
}

/** Broken listens are left out and told of in the log; their neighbours stay. */
export function warnOfBroken({ context }: PullRun, problems: readonly string[]): void {
  if (problems.length === 0) return;
  context.logger.warn({ count: problems.length, first: problems[0] }, 'Some listens are broken and were left out.');
}
