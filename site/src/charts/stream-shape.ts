import type { MoodWeek } from '../data/queries/moods.ts';
import { MOODS, WITHOUT_MOOD } from './moods.ts';

/** shares: of each week's plays, up to all of them. plays: how many there were, around a middle line. */
export type StreamView = 'shares' | 'plays';

/** One week of the stream. `week` is null where nothing was played, or nothing that the filter leaves. */
export interface StreamColumn {
  weekStart: string;
  week: MoodWeek | null;
  /** What is drawn of each layer; where nothing is known of shares, what lies between the neighbours, to be covered. */
  amounts: Readonly<Record<string, number>>;
}

export interface StreamLayer {
  mood: string;
  /** Lower and upper edge at each column. */
  low: readonly number[];
  high: readonly number[];
}

export interface StreamShape {
  layers: readonly StreamLayer[];
  bottom: number;
  top: number;
}

/** A run of columns, both included. */
export interface Run {
  from: number;
  to: number;
}

/** From below to above. */
export const LAYERS: readonly string[] = [...MOODS.map(({ mood }) => mood), WITHOUT_MOOD.mood];

/** Every week from the first to the last, also those without listens. */
export function streamColumns(weeks: readonly MoodWeek[], view: StreamView): StreamColumn[] {
  const byStart = new Map(weeks.map((week) => [week.weekStart, week]));
  const [first, last] = [weeks[0]?.weekStart, weeks.at(-1)?.weekStart];
  if (first === undefined || last === undefined) return [];
  const columns: StreamColumn[] = [];
  for (let weekStart = first; weekStart <= last; weekStart = weekAfter(weekStart)) {
    const found = byStart.get(weekStart);
    const week = found === undefined || found.moods === null || found.plays === 0 ? null : found;
    columns.push({ weekStart, week, amounts: amountsOf(week, view) });
  }
  return view === 'shares' ? bridge(columns) : columns;
}

/** The layers one upon the other. */
export function stackColumns(columns: readonly StreamColumn[], view: StreamView): StreamShape {
  const floor = columns.map(({ amounts }) => (view === 'shares' ? 0 : 0 - sum(amounts) / 2));
  const layers = LAYERS.map((mood) => {
    const low = [...floor];
    columns.forEach(({ amounts }, at) => (floor[at]! += amounts[mood] ?? 0));
    return { mood, low, high: [...floor] };
  });
  const reach = Math.max(...columns.map(({ amounts }) => sum(amounts)), 0);
  return view === 'shares' ? { layers, bottom: 0, top: 1 } : { layers, bottom: -reach / 2, top: reach / 2 };
}

/** The columns without plays, as runs: where a stream of shares has nothing to show. */
export function silentRuns(columns: readonly StreamColumn[]): Run[] {
  const runs: Run[] = [];
  columns.forEach(({ week }, at) => {
    if (week !== null) return;
    const open = runs.at(-1);
    if (open !== undefined && open.to === at - 1) open.to = at;
    else runs.push({ from: at, to: at });
  });
  return runs;
}

/** Where a column stands, 0 to 1; a single one in the middle. */
export function columnPlace(at: number, count: number): number {
  return count < 2 ? 0.5 : at / (count - 1);
}

/** The column at a place of 0 to 1. */
export function columnAt(place: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.round(place * (count - 1))));
}

/** A layer as a path over a box of 100 by 100. A single week is as broad as the box. */
export function layerPath({ low, high }: StreamLayer, { bottom, top }: StreamShape): string {
  const single = low.length === 1;
  const x = (at: number) => (columnPlace(at, low.length) * 100).toFixed(2);
  const y = (value: number) => (100 - ((value - bottom) / (top - bottom || 1)) * 100).toFixed(2);
  const there = single ? [`0 ${y(high[0]!)}`, `100 ${y(high[0]!)}`] : high.map((value, at) => `${x(at)} ${y(value)}`);
  const back = single
    ? [`100 ${y(low[0]!)}`, `0 ${y(low[0]!)}`]
    : low.map((value, at) => `${x(at)} ${y(value)}`).toReversed();
  return `M${[...there, ...back].join('L')}Z`;
}

function amountsOf(week: MoodWeek | null, view: StreamView): Record<string, number> {
  if (week === null) return {};
  const unit = view === 'shares' ? 1 : week.plays;
  const amounts = Object.fromEntries((week.moods ?? []).map(({ mood, share }) => [mood, share * unit]));
  const known = LAYERS.reduce((total, mood) => total + (amounts[mood] ?? 0), 0);
  return { ...amounts, [WITHOUT_MOOD.mood]: Math.max(0, unit - known) };
}

/** Gives silent columns what lies between their neighbours, so that the edges beside them stand upright once they are covered. */
function bridge(columns: readonly StreamColumn[]): StreamColumn[] {
  const bridged = [...columns];
  for (const { from, to } of silentRuns(columns)) {
    const [before, after] = [columns[from - 1], columns[to + 1]];
    for (let at = from; at <= to; at++) {
      const weight = (at - from + 1) / (to - from + 2);
      const amounts = Object.fromEntries(
        LAYERS.map((mood) => {
          const [left, right] = [before?.amounts[mood] ?? 0, after?.amounts[mood] ?? 0];
          return [mood, before === undefined ? right : after === undefined ? left : left + weight * (right - left)];
        }),
      );
      bridged[at] = { ...columns[at]!, amounts };
    }
  }
  return bridged;
}

function sum(amounts: Readonly<Record<string, number>>): number {
  return LAYERS.reduce((total, mood) => total + (amounts[mood] ?? 0), 0);
}

const WEEK_MILLISECONDS = 7 * 86_400_000;

function weekAfter(weekStart: string): string {
  return new Date(Date.parse(weekStart) + WEEK_MILLISECONDS).toISOString().slice(0, 10);
}
