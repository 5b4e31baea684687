import type { ActivityContext } from '../context.ts';
import type { Connection } from '../connections/read-connection.ts';
import type { CursorMove } from '../connections/move-cursor.ts';
import { moveCursor } from '../connections/move-cursor.ts';
import type { ReportProgress } from '../jobs/progress.ts';
import type { ListenRow } from '../listens/listen-row.ts';
import { upsertListens } from '../listens/upsert-listens.ts';
import { holdToListenQuota } from '../quotas/quotas.ts';
import type { Deps } from '../types.ts';
import type { ListenBrainz, ListensPage } from './client.ts';
import { listenedAtOf, parseListen } from './parse-listen.ts';

export interface PullLimits {
  /** Listens a page, 1000 at most. */
  readonly pageSize: number;
  /** Pages that one activity reads before it hands back. */
  readonly pages: number;
}

/** The service clamps `count` to this. */
export const LARGEST_PAGE = 1000;
export const SOURCE = 'listenbrainz';

/** One run of pullListens: what it works with, and what it has done so far. */
export interface Pull {
  readonly deps: Deps;
  readonly listenbrainz: ListenBrainz;
  readonly connection: Connection;
  readonly context: ActivityContext;
  readonly report: ReportProgress;
  readonly limits: PullLimits;
  readonly done: { pages: number; imported: number; duplicates: number };
}

export interface TakenPage {
  readonly rows: readonly ListenRow[];
  /** How many the service sent, broken ones too. */
  readonly size: number;
  /** Of the page, in seconds; null where it is empty. */
  readonly newestTs: number | null;
  readonly oldestTs: number | null;
  readonly latestTs: number | null;
  readonly earliestTs: number | null;
}

export interface Asked {
  readonly count: number;
  readonly minTs?: number;
  readonly maxTs?: number;
}

/** Reads one page and checks its listens; a broken one is logged and left out, its neighbours stay. */
export async function askPage({ listenbrainz, connection, context, done }: Pull, asked: Asked): Promise<TakenPage> {
  const page = await listenbrainz.listens({
    user: connection.externalName,
    token: connection.token,
    signal: context.signal,
    ...asked,
  });
  done.pages += 1;
  const parsed = page.listens.map(parseListen);
  const problems = parsed.flatMap((listen) => ('problem' in listen ? [listen.problem] : []));
  if (problems.length > 0)
    context.logger.warn({ count: problems.length, first: problems[0] }, 'Some listens are broken and were left out.');
  return {
    ...boundsOf(page),
    rows: parsed.flatMap((listen) => ('row' in listen ? [listen.row] : [])),
    size: page.listens.length,
  };
}

/** Writes a page and moves the cursor, in one transaction. */
export async function storePage(pull: Pull, rows: readonly ListenRow[], move: CursorMove): Promise<void> {
  const { deps, connection, context, done, report } = pull;
  const { userId } = connection;
  const result = await deps.db.asUser(userId, async (tx) => {
    const written = await upsertListens(tx, { userId, source: SOURCE, importId: null, rows, now: deps.clock() });
    await holdToListenQuota(tx, userId);
    await moveCursor(tx, connection.id, move);
    return written;
  });
  done.imported += result.imported;
  done.duplicates += result.duplicates;
  context.heartbeat(move);
  await report({ done: done.imported + done.duplicates, total: null, message: `${done.imported} new listens` });
}

function boundsOf({ listens, latestTs, oldestTs }: ListensPage): Omit<TakenPage, 'rows' | 'size'> {
  const times = listens.map(listenedAtOf).filter((time) => time !== null);
  const bounds =
    times.length === 0
      ? { newestTs: null, oldestTs: null }
      : { newestTs: Math.max(...times), oldestTs: Math.min(...times) };
  return { ...bounds, latestTs, earliestTs: oldestTs };
}
