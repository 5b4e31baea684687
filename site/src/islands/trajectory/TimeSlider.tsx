import { useEffect } from 'react';
import { AXES } from '../../charts/axes.ts';
import { rampColorIn } from '../../charts/ramp.ts';
import type { RampDomain } from '../../charts/ramp.ts';
import type { ColoredWeek } from '../../charts/weeks-on-axis.ts';
import { IconButton } from '../../components/IconButton.tsx';
import { useEvent } from '../../data/use-event.ts';
import type { Axis } from '../../data/types.ts';
import { formatMonth, formatWeekDays, formatWeekNumber } from '../../text/dates.ts';
import type { Reader } from '../../text/format.ts';
import { describeWeek } from '../../text/trajectory-text.ts';

interface TimeSliderProps {
  weeks: readonly ColoredWeek[];
  selected: ColoredWeek;
  axis: Axis;
  domain: RampDomain;
  playing: boolean;
  onPlay: (playing: boolean) => void;
  onSelect: (week: ColoredWeek) => void;
  reader: Reader;
}

/** The weeks as bars of their plays with a slider under them; play goes through them one after the other. */
export function TimeSlider({ weeks, selected, axis, domain, playing, onPlay, onSelect, reader }: TimeSliderProps) {
  const at = weeks.indexOf(selected);
  const last = weeks.length - 1;
  const step = useEvent(() => {
    const next = weeks[at + 1];
    if (next === undefined) onPlay(false);
    else onSelect(next);
  });
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(step, Math.max(SHORTEST_STEP, Math.min(LONGEST_STEP, WHOLE_WAY / weeks.length)));
    return () => clearInterval(timer);
  }, [playing, step, weeks.length]);
  const play = () => {
    const first = weeks[0];
    if (!playing && at === last && first !== undefined) onSelect(first);
    onPlay(!playing);
  };
  const mostPlays = weeks.reduce((most, { plays }) => Math.max(most, plays), 1);

  return (
    <div className="mt-4 flex items-end gap-3">
      <IconButton
        icon={playing ? 'pause' : 'play'}
        label={playing ? 'Stop' : 'Play the weeks'}
        look="quiet"
        onClick={play}
        disabled={weeks.length < 2}
      />
      <div className="min-w-0 flex-1">
        <svg
          viewBox={`0 0 ${Math.max(last, 1)} 24`}
          preserveAspectRatio="none"
          className="block h-7 w-full overflow-visible px-2"
          aria-hidden="true"
        >
          {weeks.map((week, index) => {
            const height = Math.max(2, (24 * week.plays) / mostPlays);
            return (
              <rect
                key={week.isoWeek}
                x={index - 0.28}
                width={0.56}
                y={24 - height}
                height={height}
                fill={rampColorIn(week.value?.mean ?? null, domain)}
                opacity={index > at ? 0.28 : 1}
                onClick={() => onSelect(week)}
              />
            );
          })}
        </svg>
        <input
          type="range"
          aria-label="Week"
          min={0}
          max={last}
          step={1}
          value={at}
          aria-valuetext={describeWeek(selected, axis, reader)}
          onChange={(event) => {
            const week = weeks[Number(event.currentTarget.value)];
            if (week === undefined) return;
            onPlay(false);
            onSelect(week);
          }}
          className="block w-full accent-accent"
        />
        <div className="flex justify-between gap-3 text-xs text-ink-faint tabular">
          <span className="whitespace-nowrap">{formatMonth(weeks[0]?.weekStart ?? selected.weekStart)}</span>
          <span className="truncate text-ink-soft" title={`Bars: plays on the map, coloured by ${AXES[axis].name}`}>
            {formatWeekNumber(selected.isoWeek)} · {formatWeekDays(selected.weekStart, reader)}
          </span>
          <span className="whitespace-nowrap">{formatMonth(weeks.at(-1)?.weekStart ?? selected.weekStart)}</span>
        </div>
      </div>
    </div>
  );
}

/** All weeks in about twelve seconds, none too quick to be seen. */
const WHOLE_WAY = 12_000;
const SHORTEST_STEP = 250;
const LONGEST_STEP = 900;
