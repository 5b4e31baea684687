import { seriesValue } from '../text/overview-text.ts';
import type { SeriesName } from '../text/overview-text.ts';
import type { SeriesWeek } from '../data/types.ts';
import { sketchPath } from './sketch-path.ts';

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
