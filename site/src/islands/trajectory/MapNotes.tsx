import { AXES } from '../../charts/axes.ts';
import type { ColoredWeek } from '../../charts/weeks-on-axis.ts';
import type { Axis, MapPoints, Trajectory } from '../../data/types.ts';
import type { Reader } from '../../text/format.ts';
import { announceLayout, SPACE_NAMES, summariseAxis, tellLeftOut } from '../../text/trajectory-text.ts';

interface MapNotesProps {
  trajectory: Trajectory;
  weeks: readonly ColoredWeek[];
  answer: MapPoints | null;
  axis: Axis;
  summary: string;
  reader: Reader;
}

/** What the map says, in words, and how to read and move it. */
export function MapNotes({ trajectory, weeks, answer, axis, summary, reader }: MapNotesProps) {
  const onAxis = summariseAxis(weeks, axis, reader);
  const more = [announceLayout(trajectory.map, reader), tellLeftOut(answer, reader)].filter((text) => text !== null);
  return (
    <>
      <p className="mt-4 text-[13px] text-ink-soft">
        {summary} {SPACE_NAMES[trajectory.space].explanation} {onAxis}
      </p>
      {more.map((text) => (
        <p key={text} className="mt-1 text-[13px] text-ink-soft">
          {text}
        </p>
      ))}
      <p className="mt-1 text-xs text-ink-faint">
        Around the chosen week: dashed, how far its plays reach; filled, where their middle lies (80 % interval); rings,
        its tracks. A fainter week rests on fewer plays. {AXES[axis].name} runs from {AXES[axis].low} to{' '}
        {AXES[axis].high}. Drag to move the map; Ctrl and the wheel, two fingers or a double click zoom.
      </p>
    </>
  );
}
