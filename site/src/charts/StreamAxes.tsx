import { formatMonth } from '../text/dates.ts';
import { formatShare } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import type { Size } from './map-view.ts';
import { columnWidth, columnX, COVERAGE_ROOM, plotSize, STREAM_MARGIN } from './stream-layout.ts';
import type { StreamColumn, StreamView } from './stream-shape.ts';

interface StreamAxesProps {
  columns: readonly StreamColumn[];
  view: StreamView;
  room: Size;
  reader: Reader;
}

/** Shares to the left, months below, and under them how much of each week has a mood. */
export function StreamAxes({ columns, view, room, reader }: StreamAxesProps) {
  const plot = plotSize(room);
  const bar = columnWidth(columns.length, plot);
  const strip = room.height + STREAM_MARGIN.bottom + 4;
  return (
    <svg
      width={room.width}
      height={room.height + STREAM_MARGIN.bottom + COVERAGE_ROOM}
      className="pointer-events-none absolute inset-0"
      aria-hidden="true"
      fontSize={12}
      fill="var(--ink-faint)"
    >
      {view === 'shares' &&
        [0, 0.5, 1].map((share) => (
          <text
            key={share}
            x={STREAM_MARGIN.left - 8}
            y={(1 - share) * room.height}
            dy={share === 1 ? '0.8em' : share === 0 ? 0 : '0.35em'}
            textAnchor="end"
          >
            {formatShare(share, reader)}
          </text>
        ))}
      {monthTicks(columns, plot.width).map((at) => (
        <text key={at} x={columnX(at, columns.length, plot)} y={room.height + 17} textAnchor="middle">
          {formatMonth(columns[at]!.weekStart)}
        </text>
      ))}
      {columns.map(({ week, weekStart }, at) => (
        <g key={weekStart}>
          {week !== null && (
            <>
              <Bar at={at} count={columns.length} plot={plot} width={bar} y={strip} height={BAR} fill="var(--line)" />
              <Bar
                at={at}
                count={columns.length}
                plot={plot}
                width={bar}
                y={strip + BAR * (1 - (week.coverage ?? 0))}
                height={BAR * (week.coverage ?? 0)}
                fill="var(--ink-faint)"
              />
            </>
          )}
        </g>
      ))}
    </svg>
  );
}

const BAR = 9;

interface BarProps {
  at: number;
  count: number;
  plot: Size;
  width: number;
  y: number;
  height: number;
  fill: string;
}

/** The bar of a week, cut at the edges of the plot. */
function Bar({ at, count, plot, width, y, height, fill }: BarProps) {
  const middle = columnX(at, count, plot);
  const left = Math.max(STREAM_MARGIN.left, middle - width / 2);
  const right = Math.min(STREAM_MARGIN.left + plot.width, middle + width / 2);
  const gap = width > 6 ? 1 : 0;
  return <rect x={left + gap} y={y} width={Math.max(0.5, right - left - 2 * gap)} height={height} fill={fill} />;
}

const TICK_WIDTH = 74;

/** The first week of a month, as many months apart as there is room for. */
function monthTicks(columns: readonly StreamColumn[], width: number): number[] {
  const firsts = columns.flatMap(({ weekStart }, at) =>
    at > 0 && weekStart.slice(0, 7) !== columns[at - 1]!.weekStart.slice(0, 7) ? [at] : [],
  );
  const chosen = firsts.length === 0 ? [0] : firsts;
  const every = Math.max(1, Math.ceil((chosen.length * TICK_WIDTH) / width));
  return chosen.filter((_, index) => index % every === 0);
}
