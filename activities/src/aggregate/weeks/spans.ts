import type { Span } from '@sidetrack/analysis';

/** More spans than this are read as one, and what lies between them is thrown away: a query each would cost more. */
const MOST_SPANS = 8;

/** Weeks that follow each other as one span; ascending, as they are given. */
export function spansOf(weeks: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const { from, to } of weeks) {
    const last = spans.at(-1);
    if (last?.to.getTime() === from.getTime()) last.to = to;
    else spans.push({ from, to });
  }
  return spans.length > MOST_SPANS ? [{ from: spans[0]!.from, to: spans.at(-1)!.to }] : spans;
}
