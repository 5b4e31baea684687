import type { ReactNode } from 'react';
import { Coverage } from '../components/Coverage.tsx';
import type { Axis } from '../data/types.ts';
import { formatWeekDays, formatWeekNumber } from '../text/dates.ts';
import { formatDecimal, plural } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import { AXES } from './axes.ts';
import { ChartTooltip } from './ChartTooltip.tsx';
import type { Point, Size } from './map-view.ts';
import type { ColoredWeek } from './weeks-on-axis.ts';

/** Beside a place of the map, on the side where there is room. Hidden from who hears the page: what it says stands elsewhere too. */
export function MapTooltip({ at: { x, y }, size, children }: { at: Point; size: Size; children: ReactNode }) {
  const left = Math.min(Math.max(x, HALF_WIDTH), Math.max(size.width - HALF_WIDTH, HALF_WIDTH));
  const below = y < size.height / 2;
  return (
    <div
      className={`pointer-events-none absolute z-10 -translate-x-1/2 ${below ? '' : '-translate-y-full'}`}
      style={{ left, top: below ? y + 18 : y - 18 }}
      aria-hidden="true"
    >
      {children}
    </div>
  );
}

/** A week of the map in a few words. */
export function WeekTooltip({ week, axis, reader }: { week: ColoredWeek; axis: Axis; reader: Reader }) {
  return (
    <ChartTooltip title={`${formatWeekNumber(week.isoWeek)}${week.inProgress ? ', so far' : ''}`}>
      <p className="text-xs text-ink-faint">{formatWeekDays(week.weekStart, reader)}</p>
      <p className="mt-1 tabular">
        {plural(week.plays, 'play', reader)} · {AXES[axis].name.toLowerCase()} {formatDecimal(week.value?.mean, reader)}
      </p>
      {week.topTracks.slice(0, 3).map((top) => (
        <p key={top.recordingId} className="truncate text-xs">
          {top.title} <span className="text-ink-faint">{top.artistCredit}</span>
        </p>
      ))}
      <Coverage share={week.coverage} reader={reader} />
    </ChartTooltip>
  );
}

const HALF_WIDTH = 130;
