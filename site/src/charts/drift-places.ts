import type { ArtistDrift } from '../data/queries/artists.ts';
import type { Axis } from '../data/types.ts';
import { rampDomain } from './ramp.ts';

type DriftWeek = ArtistDrift['weeks'][number];

export interface DriftPlaces {
  /** x and y are shares of the width and of the height from the top; y null where the week has no scored play. */
  points: readonly { week: DriftWeek; index: number; x: number; y: number | null }[];
  /** A path over a box of 100 by 100; it breaks where the artist was not played for longer. */
  line: string;
  ticks: readonly { value: number; y: number }[];
  /** Firsts of months under the time axis. */
  months: readonly { date: string; x: number }[];
}

const WEEK_MILLISECONDS = 7 * 86_400_000;
/** Weeks farther apart than this are not joined. */
const LONGEST_GAP = 8;
const MOST_MONTHS = 6;

/** Where the weeks of an artist lie: the time axis ends now and begins with the span, or with the first week where that is later. */
export function placeWeeks(
  weeks: readonly DriftWeek[],
  { axis, spanWeeks, now }: { axis: Axis; spanWeeks: number; now: number },
): DriftPlaces {
  const first = weeks[0] === undefined ? now : Date.parse(weeks[0].weekStart);
  const begin = Math.min(
    Math.max(now - spanWeeks * WEEK_MILLISECONDS, first - WEEK_MILLISECONDS),
    now - 8 * WEEK_MILLISECONDS,
  );
  const xOf = (time: number) => Math.min(1, Math.max(0, (time - begin) / (now - begin)));
  const means = weeks.flatMap((week) => week.axes[axis]?.mean ?? []);
  const { low, high } = rampDomain(means);
  const points = weeks.map((week, index) => {
    const mean = week.axes[axis]?.mean ?? null;
    return { week, index, x: xOf(Date.parse(week.weekStart)), y: mean === null ? null : (high - mean) / (high - low) };
  });
  return {
    points,
    line: joined(points),
    ticks: tenthsBetween(low, high).map((value) => ({ value, y: (high - value) / (high - low) })),
    months: monthsBetween(begin, now).map((date) => ({ date, x: xOf(Date.parse(date)) })),
  };
}

function joined(points: DriftPlaces['points']): string {
  let before: number | null = null;
  return points
    .map(({ week, x, y }) => {
      if (y === null) return '';
      const at = Date.parse(week.weekStart);
      const near = before !== null && at - before <= LONGEST_GAP * WEEK_MILLISECONDS;
      before = at;
      return `${near ? 'L' : 'M'}${(x * 100).toFixed(2)} ${(y * 100).toFixed(2)}`;
    })
    .join('');
}

/** Firsts of months, so many apart that few are left. */
function monthsBetween(begin: number, end: number): readonly string[] {
  const start = new Date(begin);
  const dates: string[] = [];
  for (let month = start.getUTCMonth() + 1; ; month++) {
    const time = Date.UTC(start.getUTCFullYear(), month, 1);
    if (time >= end) break;
    dates.push(new Date(time).toISOString().slice(0, 10));
  }
  const every = Math.max(1, Math.ceil(dates.length / MOST_MONTHS));
  return dates.filter((_, index) => index % every === 0);
}

/** Tenths of the axis, or every second one where there are many. */
function tenthsBetween(low: number, high: number): readonly number[] {
  const [first, last] = [Math.round(low * 10), Math.round(high * 10)];
  const step = last - first > 5 ? 2 : 1;
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => (first + index * step) / 10);
}
