import type { ArtistDrift } from '../data/queries/artists.ts';
import type { Axis } from '../data/types.ts';
import { formatMonth } from '../text/dates.ts';
import { formatDecimal } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import { placeWeeks } from './drift-places.ts';

interface DriftChartProps {
  drift: ArtistDrift;
  axis: Axis;
  spanWeeks: number;
  now: number;
  /** What a week says when the pointer rests on it. */
  nameOf: (index: number) => string;
  reader: Reader;
}

/** An artist's weeks on an axis, larger where more was played, over bars of plays. Decoration: a sentence and a table say the same. */
export function DriftChart({ drift, axis, spanWeeks, now, nameOf, reader }: DriftChartProps) {
  const { points, line, ticks, months } = placeWeeks(drift.weeks, { axis, spanWeeks, now });
  const most = Math.max(1, ...drift.weeks.map(({ plays }) => plays));
  return (
    <div className="pl-9" aria-hidden="true">
      <svg className="block h-44 w-full overflow-visible">
        {ticks.map(({ value, y }) => (
          <g key={value}>
            <line x1="0" x2="100%" y1={percent(y)} y2={percent(y)} stroke="var(--line)" />
            <text x="-8" y={percent(y)} dy="4" fontSize="11" textAnchor="end" fill="var(--ink-faint)">
              {formatDecimal(value, reader, 1)}
            </text>
          </g>
        ))}
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%" overflow="visible">
          <path
            d={line}
            fill="none"
            stroke="var(--accent)"
            strokeWidth="2"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
            opacity="0.55"
          />
        </svg>
        {points.map(({ week, index, x, y }) =>
          y === null ? null : (
            <circle
              key={week.weekStart}
              cx={percent(x)}
              cy={percent(y)}
              r={2.5 + 4 * Math.sqrt(week.plays / most)}
              fill={week.inProgress ? 'var(--surface)' : 'var(--accent)'}
              stroke={week.inProgress ? 'var(--accent)' : 'var(--surface)'}
              strokeWidth="1.5"
            >
              <title>{nameOf(index)}</title>
            </circle>
          ),
        )}
      </svg>
      <svg className="mt-3 block h-12 w-full overflow-visible">
        <line x1="0" x2="100%" y1="100%" y2="100%" stroke="var(--line)" />
        <text x="-8" y="10" fontSize="11" textAnchor="end" fill="var(--ink-faint)">
          {most}
        </text>
        {points.map(({ week, index, x }) => (
          <line
            key={week.weekStart}
            x1={percent(x)}
            x2={percent(x)}
            y1="100%"
            y2={percent(1 - week.plays / most)}
            stroke="var(--baseline)"
            strokeWidth={spanWeeks > 104 ? 2 : 4}
          >
            <title>{nameOf(index)}</title>
          </line>
        ))}
      </svg>
      <svg className="block h-5 w-full overflow-visible">
        {months.map(({ date, x }) => (
          <text key={date} x={percent(x)} y="15" fontSize="11" textAnchor="middle" fill="var(--ink-faint)">
            {formatMonth(date)}
          </text>
        ))}
      </svg>
    </div>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
