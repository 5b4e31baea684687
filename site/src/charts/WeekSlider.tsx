import type { KeyboardEvent, PointerEvent } from 'react';
import type { MoodWeek } from '../data/queries/moods.ts';
import type { Size } from './map-view.ts';
import { STREAM_MARGIN } from './stream-layout.ts';
import { columnAt } from './stream-shape.ts';
import type { StreamColumn } from './stream-shape.ts';

interface WeekSliderProps {
  columns: readonly StreamColumn[];
  selected: number | null;
  /** The column that is chosen by now: keys that are held come faster than a stream is drawn. */
  selectedNow: () => number | null;
  plot: Size;
  /** A week in a sentence. */
  describe: (week: MoodWeek) => string;
  onHover: (at: number | null) => void;
  onSelect: (week: MoodWeek) => void;
}

/** Lies over the stream: a press chooses the week under it, arrow keys step through the weeks that have plays. */
export function WeekSlider({ columns, selected, selectedNow, plot, describe, onHover, onSelect }: WeekSliderProps) {
  const place = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return columnAt((event.clientX - left) / width, columns.length);
  };
  const select = (at: number | undefined) => {
    const week = at === undefined ? null : columns[at]?.week;
    if (week != null) onSelect(week);
  };
  const step = (event: KeyboardEvent<HTMLDivElement>) => {
    const target = stepTarget(event.key, { columns, selected: selectedNow(), by: event.shiftKey ? 4 : 1 });
    if (target === undefined) return;
    event.preventDefault();
    onHover(null);
    select(target);
  };
  const week = selected === null ? null : columns[selected]?.week;
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Week"
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={columns.length - 1}
      aria-valuenow={selected ?? columns.length - 1}
      aria-valuetext={week == null ? 'No week chosen' : describe(week)}
      className="absolute top-0 cursor-pointer touch-pan-y rounded-sm"
      style={{ left: STREAM_MARGIN.left, width: plot.width, height: plot.height }}
      onKeyDown={step}
      onPointerMove={(event) => onHover(place(event))}
      onPointerLeave={() => onHover(null)}
      onClick={(event) => select(place(event as unknown as PointerEvent<HTMLDivElement>))}
    />
  );
}

interface Stepping {
  columns: readonly StreamColumn[];
  selected: number | null;
  by: number;
}

/** The column that a key leads to; undefined for other keys and where there is none. */
function stepTarget(key: string, { columns, selected, by }: Stepping): number | undefined {
  const played = columns.flatMap(({ week }, at) => (week === null ? [] : [at]));
  const here = selected ?? columns.length;
  if (key === 'ArrowLeft' || key === 'ArrowDown') return played.filter((at) => at < here).at(-by) ?? played[0];
  if (key === 'ArrowRight' || key === 'ArrowUp') return played.filter((at) => at > here)[by - 1] ?? played.at(-1);
  if (key === 'Home') return played[0];
  return key === 'End' ? played.at(-1) : undefined;
}
