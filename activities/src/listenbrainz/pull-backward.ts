import type { Asked, Pull, TakenPage } from './pull.ts';
import { storePage } from '../connections/pull-run.ts';
import { askPage, LARGEST_PAGE } from './pull.ts';
import { warnOfTies } from './pull-forward.ts';

/**
 * Reads the history from the oldest known listen backwards, so that a listener sees the newest weeks first. Each page
 * overlaps the last by a second (`max_ts` is exclusive), for the listens of that second that did not fit.
 *
 * @param sinceTs read no further back than this; null reads the whole history
 * @returns whether everything asked for was read
 */
export async function pullBackward(pull: Pull, sinceTs: number | null): Promise<boolean> {
  const { backfillComplete, oldestTs } = pull.connection;
  if (backfillComplete || oldestTs === null) return true;
  let asked = { maxTs: oldestTs + 1, count: pull.limits.pageSize };
  for (let pages = 0; pages < pull.limits.pages; pages += 1) {
    if (sinceTs !== null && asked.maxTs <= sinceTs) return true;
    const page = await askPage(pull, asked);
    const next = nextBackward(page, asked);
    const rows =
      sinceTs === null ? page.rows : page.rows.filter(({ listenedAt }) => listenedAt.getTime() >= sinceTs * 1000);
    await storePage(pull, rows, { ...reached(page, sinceTs), ...(next === null && { backfillComplete: true }) });
    if (next === null) return true;
    if (next.maxTs === page.oldestTs) warnOfTies(pull, page.oldestTs);
    asked = next;
  }
  return false;
}

/** What to ask after this page; null when it was the last. */
export function nextBackward(
  { size, oldestTs, earliestTs }: TakenPage,
  { maxTs, count }: Asked & { maxTs: number },
): { maxTs: number; count: number } | null {
  if (oldestTs === null) return null;
  if (size < count && (earliestTs === null || oldestTs <= earliestTs)) return null;
  if (oldestTs < maxTs - 1) return { maxTs: oldestTs + 1, count };
  return count < LARGEST_PAGE ? { maxTs, count: LARGEST_PAGE } : { maxTs: oldestTs, count };
}

function reached({ oldestTs }: TakenPage, sinceTs: number | null): { oldestTs?: number } {
  if (oldestTs === null) return {};
  return { oldestTs: sinceTs === null ? oldestTs : Math.max(oldestTs, sinceTs) };
}
