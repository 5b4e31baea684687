import { seriesValue } from '../text/overview-text.ts';
import type { SeriesName } from '../text/overview-text.ts';
import type { SeriesWeek } from '../data/types.ts';

/** The weekly line without axes: what the server draws, and what stands there until the chart is loaded. */
export function WeeklySketch({ weeks, series }: { weeks: readonly SeriesWeek[]; series: SeriesName }) {
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className="absolute inset-0 h-full w-full py-6 pr-4 pl-10"
      aria-hidden="true"
    >
      <path
        d={sketchPath(weeks.map((week) => seriesValue(week, series)))}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="2"
        vectorEffect="non-scaling-stroke"
        opacity="0.45"
      />
    </svg>
  );
}

/** A path over a box of 100 by 100; unknown values break it. */
export function sketchPath(values: readonly (number | null)[]): string {
  const largest = Math.max(...values.map((value) => value ?? 0), Number.MIN_VALUE);
  let pen = 'M';
  return values
    .map((value, index) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const x = values.length < 2 ? 50 : (index / (values.length - 1)) * 100;
      const command = `${pen}${x.toFixed(2)} ${(100 - (value / largest) * 100).toFixed(2)}`;
      pen = 'L';
      return command;
    })
    .join('');
}
