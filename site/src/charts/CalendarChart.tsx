import { useMemo, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { Calendar } from '../data/queries/overview.ts';
import { formatWeekNumber, addDays, isoWeekOf } from '../text/dates.ts';
import { describeDay, levelNames } from '../text/calendar-text.ts';
import type { Reader } from '../text/format.ts';
import { calendarGrid, cellAt, dayAt, GRID, LEVELS, levelBounds, levelPaths } from './calendar-layout.ts';

interface CalendarChartProps {
  calendar: Calendar;
  /** Stands beneath it while no day is chosen. */
  summary: string;
  reader: Reader;
}

/** A year day by day. The server draws all of it; pointer and arrow keys choose a day, of which the line beneath tells. */
export function CalendarChart({ calendar, summary, reader }: CalendarChartProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const { from, counts } = calendar;
  const grid = calendarGrid(from, counts.length);
  const paths = useMemo(() => levelPaths(from, counts), [from, counts]);
  const last = counts.findLastIndex((count) => count !== null);
  const at = Math.min(chosen ?? last, counts.length - 1);

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = grid.width / box.width;
    const place = { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
    setChosen(dayAt(from, counts.length, place));
  };
  const step = (event: KeyboardEvent) => {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const to = chosen === null ? last : chosen + by;
    if (to >= 0 && to < counts.length) setChosen(to);
  };

  return (
    <>
      {/* Reversed, so that where it does not fit it begins at its newest end. */}
      <div className="-mx-1 flex flex-row-reverse overflow-x-auto px-1 pb-1">
        <div
          role="slider"
          tabIndex={0}
          aria-label="Day of the calendar"
          aria-valuemin={0}
          aria-valuemax={counts.length - 1}
          aria-valuenow={at}
          aria-valuetext={describeDay(calendar, at, reader)}
          onKeyDown={step}
          onBlur={() => setChosen(null)}
          className="min-w-[54rem] flex-1 rounded-md"
        >
          <svg
            viewBox={`0 0 ${grid.width} ${grid.height}`}
            aria-hidden="true"
            className="block h-auto w-full"
            onPointerMove={point}
            onPointerDown={point}
          >
            <Names months={grid.months} />
            {paths.map((d, level) => (
              <path
                key={level}
                d={d}
                fill={`var(--heat-${level})`}
                stroke={`var(--heat-${level})`}
                strokeWidth="2"
                strokeLinejoin="round"
              />
            ))}
            {chosen !== null && <Frame {...cellAt(from, chosen)} />}
          </svg>
        </div>
      </div>
      <div className="mt-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <p className="min-h-10 text-[13px] text-ink-soft sm:min-h-0">
          {chosen === null ? summary : <ChosenDay calendar={calendar} day={chosen} reader={reader} />}
        </p>
        <Legend bounds={levelBounds(counts)} />
      </div>
    </>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -7, ArrowRight: 7, ArrowUp: -1, ArrowDown: 1 };

function Names({ months }: { months: readonly { name: string; x: number }[] }) {
  return (
    <g fill="var(--ink-faint)" fontSize="10">
      {months.map(({ name, x }) => (
        <text key={x} x={x} y="11">
          {name}
        </text>
      ))}
      {['Mon', 'Wed', 'Fri', 'Sun'].map((name, row) => (
        <text key={name} x="0" y={GRID.top + row * 2 * GRID.pitch + 10}>
          {name}
        </text>
      ))}
    </g>
  );
}

function Frame({ x, y }: { x: number; y: number }) {
  return (
    <rect
      x={x - 1}
      y={y - 1}
      width={GRID.cell + 2}
      height={GRID.cell + 2}
      rx="3"
      fill="none"
      stroke="var(--ink)"
      strokeWidth="1.5"
    />
  );
}

function ChosenDay({ calendar, day, reader }: { calendar: Calendar; day: number; reader: Reader }) {
  const isoWeek = isoWeekOf(addDays(calendar.from, day));
  return (
    <>
      <span className="font-medium text-ink">{describeDay(calendar, day, reader)}</span> · {formatWeekNumber(isoWeek)}
    </>
  );
}

/** What the levels stand for, lightest first. */
function Legend({ bounds }: { bounds: readonly number[] }) {
  const names = levelNames(bounds);
  return (
    <ul aria-label="Listens on a day" className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-ink-faint tabular">
      {['none', ...names].map((name, at) => {
        const level = at === 0 ? 0 : LEVELS - names.length + at;
        return (
          <li key={name} className="flex items-center gap-1.5">
            <svg width="11" height="11" aria-hidden="true">
              <rect width="11" height="11" rx="2.5" fill={`var(--heat-${level})`} />
            </svg>
            {name}
          </li>
        );
      })}
    </ul>
  );
}
