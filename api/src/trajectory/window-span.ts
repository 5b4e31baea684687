import { addWeeks } from '@sidetrack/analysis';

/**
 * The weeks that a window such as `12w` or `all` spans, by their Mondays: back from the newest week with listens. Null
 * without any. `weeks` come oldest first.
 */
export function spanOf(
  weeks: readonly { weekStart: string }[],
  window: string,
): { first: string; newest: string } | null {
  const [oldest, newest] = [weeks[0], weeks.at(-1)];
  if (oldest === undefined || newest === undefined) return null;
  const first = window === 'all' ? oldest.weekStart : addWeeks(newest.weekStart, 1 - Number.parseInt(window, 10));
  return { first, newest: newest.weekStart };
}
