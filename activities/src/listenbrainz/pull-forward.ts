import type { Asked, Pull, TakenPage } from './pull.ts';
import { askPage, LARGEST_PAGE } from './pull.ts';
import { storePage } from '../connections/pull-run.ts';
import { moveTo } from '../connections/reconcile.ts';

/** Called with each page after `fromTs`, oldest pages first. */
type OnPage = (page: TakenPage) => Promise<void>;

/**
 * Reads what is newer than the newest known listen; of an account never read, its newest page.
 * @returns whether all of it was read
 */
export async function pullForward(pull: Pull): Promise<boolean> {
  const { newestTs } = pull.connection;
  if (newestTs === null) return pullNewestPage(pull);
  return walkForward(pull, newestTs, (page) => storePage(pull, page.rows, moveTo(page)));
}

/**
 * Walks from `fromTs` (inclusive) to the newest listen, as many pages as the limits allow. `min_ts` is exclusive and picks
 * the oldest listens after it, so each page begins a second before where the last one ended: listens of that second that
 * did not fit are read, and those read twice are recognised.
 * @returns whether the newest listen was reached
 */
export async function walkForward(pull: Pull, fromTs: number, onPage: OnPage): Promise<boolean> {
  let asked = { minTs: fromTs - 1, count: pull.limits.pageSize };
  for (let pages = 0; pages < pull.limits.pages; pages += 1) {
    const page = await askPage(pull, asked);
    await onPage(page);
    const next = nextForward(page, asked);
    if (next === null) return true;
    if (next.minTs === page.newestTs) warnOfTies(pull, page.newestTs);
    asked = next;
  }
  return false;
}

/** What to ask after this page; null when it was the last. */
export function nextForward(
  { size, newestTs, latestTs }: TakenPage,
  { minTs, count }: Asked & { minTs: number },
): { minTs: number; count: number } | null {
  if (newestTs === null) return null;
  if (size < count && (latestTs === null || newestTs >= latestTs)) return null;
  if (newestTs > minTs + 1) return { minTs: newestTs - 1, count };
  // The whole page is one second: ask for as many as there can be, else step over that second.
  return count < LARGEST_PAGE ? { minTs, count: LARGEST_PAGE } : { minTs: newestTs, count };
}

async function pullNewestPage(pull: Pull): Promise<boolean> {
  const count = pull.limits.pageSize;
  const page = await askPage(pull, { count });
  const { newestTs, oldestTs, earliestTs, size } = page;
  if (newestTs === null || oldestTs === null) {
    await storePage(pull, [], { backfillComplete: true });
    return true;
  }
  await storePage(pull, page.rows, {
    newestTs,
    oldestTs,
    backfillComplete: size < count && (earliestTs === null || oldestTs <= earliestTs),
  });
  return true;
}

export function warnOfTies({ context }: Pick<Pull, 'context'>, second: number): void {
  context.logger.warn(
    { second },
    'More listens share this second than the service gives in one answer; those beyond it cannot be read.',
  );
}
