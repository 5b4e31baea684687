import { Coverage } from '../components/Coverage.tsx';
import { formatWeekDays, formatWeekNumber } from '../text/dates.ts';
import { formatShare, plural } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import { ChartTooltip } from './ChartTooltip.tsx';
import type { Size } from './map-view.ts';
import { MoodSwatch } from './MoodSwatch.tsx';
import { moodText } from './moods.ts';
import { columnX, STREAM_MARGIN } from './stream-layout.ts';
import type { StreamColumn, StreamView } from './stream-shape.ts';

interface StreamCursorProps {
  columns: readonly StreamColumn[];
  hovered: number | null;
  selected: number | null;
  plot: Size;
  view: StreamView;
  reader: Reader;
}

const TOOLTIP_WIDTH = 216;
const GAP = 12;

/** To the right of a place, or to its left where there is no room; on a narrow chart at the edge that is farther. */
function besides(place: number, width: number): number {
  if (place + GAP + TOOLTIP_WIDTH <= width) return place + GAP;
  if (place - GAP - TOOLTIP_WIDTH >= 0) return place - GAP - TOOLTIP_WIDTH;
  return place < width / 2 ? width - TOOLTIP_WIDTH : 0;
}

/** The lines at the week that is shown and the one under the pointer, with what is known of the latter. */
export function StreamCursor({ columns, hovered, selected, plot, reader }: StreamCursorProps) {
  const x = (at: number) => columnX(at, columns.length, plot);
  const column = hovered === null ? undefined : columns[hovered];
  const place = hovered === null ? 0 : x(hovered);
  const width = plot.width + STREAM_MARGIN.left + STREAM_MARGIN.right;
  return (
    <>
      <svg width={width} height={plot.height + 8} className="pointer-events-none absolute inset-0" aria-hidden="true">
        {selected !== null && (
          <>
            <path d={`M${x(selected)} 0V${plot.height}`} stroke="var(--surface)" strokeWidth={4} opacity={0.7} />
            <path d={`M${x(selected)} 0V${plot.height}`} stroke="var(--ink)" strokeWidth={1.75} />
            <path
              d={`M${x(selected)} ${plot.height - 1}l5 8h-10z`}
              fill="var(--ink)"
              stroke="var(--surface)"
              strokeWidth={1}
            />
          </>
        )}
        {hovered !== null && hovered !== selected && (
          <path d={`M${place} 0V${plot.height}`} stroke="var(--ink)" strokeWidth={1.25} strokeDasharray="3 3" />
        )}
      </svg>
      {column !== undefined && (
        <div
          className="pointer-events-none absolute z-10"
          style={{ top: 8, left: besides(place, width), width: TOOLTIP_WIDTH }}
        >
          <ColumnTooltip column={column} reader={reader} />
        </div>
      )}
    </>
  );
}

function ColumnTooltip({ column: { week, weekStart }, reader }: { column: StreamColumn; reader: Reader }) {
  if (week === null)
    return <ChartTooltip title={formatWeekDays(weekStart, reader)}>No plays in this week.</ChartTooltip>;
  const moods = (week.moods ?? []).toSorted((a, b) => b.share - a.share);
  return (
    <ChartTooltip title={`${formatWeekNumber(week.isoWeek)}${week.inProgress ? ', so far' : ''}`}>
      <p className="text-xs text-ink-faint">
        {formatWeekDays(weekStart, reader)} · {plural(week.plays, 'play', reader)}
      </p>
      <ul className="mt-1.5 space-y-0.5">
        {moods.map(({ mood, share }) => (
          <li key={mood} className="flex items-center gap-2 tabular">
            <MoodSwatch mood={mood} />
            <span className="flex-1">{moodText(mood).name}</span>
            <span className="text-ink">{formatShare(share, reader)}</span>
          </li>
        ))}
      </ul>
      <Coverage share={week.coverage} of="of plays have a mood" reader={reader} />
    </ChartTooltip>
  );
}
