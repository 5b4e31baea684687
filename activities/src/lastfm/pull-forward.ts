import { storePage } from '../connections/pull-run.ts';
import { moveTo } from '../connections/reconcile.ts';
import { notePlaying } from './note-playing.ts';
import type { Pull, TakenPage } from './pull.ts';
import { askPage, pageSizeOf } from './pull.ts';

/**
 * Reads what is newer than the newest known listen, and what plays; of an account never read, its newest page.
 * @returns whether all of it was read
 */
export async function pullForward(pull: Pull): Promise<boolean> {
  const { newestTs } = pull.connection;
  if (newestTs === null) return pullNewestPage(pull);
  return walkForward(pull, newestTs, (page) => storePage(pull, page.rows, moveTo(page)));
}

/**
 * Walks from `fromTs` (inclusive, so that listens of that second that came later are read) to the newest listen, as many pages as
 * the limits allow: the last page, which is the oldest, first. The window is closed by what was the newest at the beginning, so
 * that new listens shift nothing; where the count grew all the same (a listen dated back), what moved to the pages already read is
 * read there.
 *
 * @returns whether the newest listen was reached
 */
export async function walkForward(
  pull: Pull,
  fromTs: number,
  onPage: (page: TakenPage) => Promise<void>,
): Promise<boolean> {
  const first = await askPage(pull, { fromTs, page: 1 });
  await notePlaying(pull, first.playing);
  const window = { fromTs, ...(first.newestTs !== null && { toTs: first.newestTs + 1 }) };
  let { total } = first;
  let asked = 1;
  let reachedTs = fromTs;
  for (let page = first.totalPages; page > 1;) {
    // Never within the second that it began with: going on from there would begin with it again.
    if (asked >= pull.limits.pages && reachedTs > fromTs) return false;
    const taken = await askPage(pull, { ...window, page });
    asked += 1;
    const grown = taken.total - total;
    total = taken.total;
    if (grown > 0) {
      page = Math.min(taken.totalPages, page + Math.ceil(grown / pageSizeOf(pull.limits.pageSize)));
      continue;
    }
    await onPage(taken);
    reachedTs = taken.newestTs ?? reachedTs;
    page -= 1;
  }
  await onPage(total === first.total ? first : await askPage(pull, { ...window, page: 1 }));
  return true;
}

async function pullNewestPage(pull: Pull): Promise<boolean> {
  const { rows, playing, newestTs, oldestTs, totalPages } = await askPage(pull, { page: 1 });
  await notePlaying(pull, playing);
  await storePage(pull, rows, {
    ...(newestTs !== null && oldestTs !== null && { newestTs, oldestTs }),
    backfillComplete: totalPages <= 1,
  });
  return true;
}
