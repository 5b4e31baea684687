import type { AxisSummary } from '../data/types.ts';
import type { Point } from './map-view.ts';

/** Gives the place of a value on the axis with this index. */
export type PlaceOnAxis = (index: number, value: number) => Point;

/**
 * The outline through the means. It runs only between neighbouring axes that are both known: an unknown one leaves a gap.
 */
export function knownOutline(summaries: readonly (AxisSummary | null)[], at: PlaceOnAxis): string {
  if (summaries.every((summary) => summary !== null)) {
    return `M${summaries.map((summary, index) => pair(at(index, summary.mean))).join('L')}Z`;
  }
  return neighbours(summaries)
    .map(({ from, to, fromIndex, toIndex }) => `M${pair(at(fromIndex, from.mean))}L${pair(at(toIndex, to.mean))}`)
    .join('');
}

/** The band between the lower and upper bounds, between neighbouring axes that are both known. */
export function intervalBand(summaries: readonly (AxisSummary | null)[], at: PlaceOnAxis): string {
  return neighbours(summaries)
    .map(({ from, to, fromIndex, toIndex }) => {
      const corners = [at(fromIndex, from.low), at(fromIndex, from.high), at(toIndex, to.high), at(toIndex, to.low)];
      return `M${corners.map(pair).join('L')}Z`;
    })
    .join('');
}

interface Neighbours {
  from: AxisSummary;
  to: AxisSummary;
  fromIndex: number;
  toIndex: number;
}

function neighbours(summaries: readonly (AxisSummary | null)[]): Neighbours[] {
  return summaries.flatMap((from, fromIndex) => {
    const toIndex = (fromIndex + 1) % summaries.length;
    const to = summaries[toIndex] ?? null;
    return from === null || to === null ? [] : [{ from, to, fromIndex, toIndex }];
  });
}

function pair({ x, y }: Point): string {
  return `${x.toFixed(2)} ${y.toFixed(2)}`;
}
