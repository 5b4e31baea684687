import { storePage } from '../connections/pull-run.ts';
import type { Asked, Pull, TakenPage } from './pull.ts';
import { askPage } from './pull.ts';

/**
 * Reads the history from the oldest known listen backwards, so that a listener sees the newest weeks first. Each step asks anew
 * for what is older (`to`), overlapping the last by a second: nothing that comes meanwhile shifts its page.
 *
 * @param sinceTs read no further back than this; null reads the whole history
 * @returns whether everything asked for was read
 */
export async function pullBackward(pull: Pull, sinceTs: number | null): Promise<boolean> {
  const { backfillComplete, oldestTs } = pull.connection;
  if (backfillComplete || oldestTs === null) return true;
  let asked = { toTs: oldestTs + 1, page: 1 };
  // Never within the second that it began with: going on from there would begin with it again.
  for (let pages = 0; pages < pull.limits.pages || asked.toTs > oldestTs; pages += 1) {
    if (sinceTs !== null && asked.toTs <= sinceTs) return true;
    const page = await askPage(pull, asked);
    const next = nextBackward(page, asked);
    const rows =
      sinceTs === null ? page.rows : page.rows.filter(({ listenedAt }) => listenedAt.getTime() >= sinceTs * 1000);
    await storePage(pull, rows, { ...reached(page, sinceTs), ...(next === null && { backfillComplete: true }) });
    if (next === null) return true;
    asked = next;
  }
  return false;
}

/** What to ask after this page; null when it was the last. A page whose listens share one second goes on by its number. */
export function nextBackward(
  { oldestTs, totalPages }: Pick<TakenPage, 'oldestTs' | 'totalPages'>,
  { toTs, page }: Asked & { toTs: number },
): { toTs: number; page: number } | null {
  if (page >= totalPages) return null;
  return oldestTs !== null && oldestTs < toTs - 1 ? { toTs: oldestTs + 1, page: 1 } : { toTs, page: page + 1 };
}

function reached({ oldestTs }: TakenPage, sinceTs: number | null): { oldestTs?: number } {
  if (oldestTs === null) return {};
  return { oldestTs: sinceTs === null ? oldestTs : Math.max(oldestTs, sinceTs) };
}
