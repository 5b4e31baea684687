import { memo, useId, useRef, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { Select } from '../../components/Select.tsx';
import { useEvent } from '../../data/use-event.ts';
import { LONGEST_MINUTES, SHORTEST_MINUTES } from '../../data/queries/mixtape.ts';
import type { Mixtape, MixtapeWish } from '../../data/queries/mixtape.ts';
import { formatWeekDays, formatWeekNumber } from '../../text/dates.ts';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { SPACE_NAMES } from '../../text/trajectory-text.ts';

interface MixtapeWishesProps {
  mixtape: Mixtape;
  wish: MixtapeWish;
  onChange: (part: Partial<MixtapeWish>) => void;
  reader: Reader;
}

/** Which week, how long, by which likeness, and another one of the same. */
export function MixtapeWishes({ mixtape, wish, onChange, reader }: MixtapeWishesProps) {
  const changeWeek = useEvent((week: string) => onChange({ week, seed: 1 }));
  const isThere = (space: 'audio' | 'tag') => mixtape.availableSpaces.some((each) => each.space === space);
  return (
    <div className="grid items-end gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-[minmax(0,1fr)_220px_auto_auto]">
      <WeekChoice weeks={mixtape.availableWeeks} shown={wish.week ?? ''} onChange={changeWeek} reader={reader} />
      <Length minutes={wish.minutes} onChange={(minutes) => onChange({ minutes })} />
      <div className="flex flex-col items-start gap-1">
        <span className="text-[13px] text-ink-soft" aria-hidden="true">
          Alike by
        </span>
        <div className="flex h-10 items-center">
          <Segmented
            label="Alike by"
            value={mixtape.space}
            onChange={(space) => onChange({ space })}
            choices={(['tag', 'audio'] as const).map((space) => ({
              value: space,
              name: SPACE_NAMES[space].name,
              disabled: !isThere(space) && mixtape.space !== space,
            }))}
          />
        </div>
      </div>
      <div className="flex items-center gap-3">
        <Button look="quiet" onClick={() => onChange({ seed: wish.seed + 1 })}>
          <Icon name="shuffle" size={18} />
          Another one
        </Button>
        <Button look="plain" disabled={wish.seed <= 1} onClick={() => onChange({ seed: wish.seed - 1 })}>
          <Icon name="undo" size={18} />
          Back
        </Button>
      </div>
    </div>
  );
}

interface WeekChoiceProps {
  weeks: Mixtape['availableWeeks'];
  shown: string;
  onChange: (isoWeek: string) => void;
  reader: Reader;
}

/** Every week there is, with its days: kept while the other wishes change. */
const WeekChoice = memo(function WeekChoice({ weeks, shown, onChange, reader }: WeekChoiceProps) {
  const options = weeks.map(({ isoWeek, weekStart, listens }) => ({
    value: isoWeek,
    name: `${formatWeekNumber(isoWeek)} · ${formatWeekDays(weekStart, reader)} · ${plural(listens, 'listen', reader)}`,
  }));
  if (options.every(({ value }) => value !== shown))
    options.unshift({ value: shown, name: `${formatWeekNumber(shown)} of ${shown.slice(0, 4)} · no listens` });
  return <Select label="Week" options={options} value={shown} onChange={onChange} />;
});

/** How long it should be. Asked for a moment after the last movement, not at each. */
function Length({ minutes, onChange }: { minutes: number; onChange: (minutes: number) => void }) {
  const change = useEvent(onChange);
  const id = useId();
  const [shown, setShown] = useState(minutes);
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined);
  const move = (wanted: number) => {
    setShown(wanted);
    clearTimeout(settling.current);
    settling.current = setTimeout(() => change(wanted), SETTLED_MILLISECONDS);
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="flex justify-between text-[13px] text-ink-soft tabular">
        Length <span className="font-medium text-ink">{shown} min</span>
      </label>
      <input
        id={id}
        type="range"
        min={SHORTEST_MINUTES}
        max={LONGEST_MINUTES}
        step={5}
        value={shown}
        aria-valuetext={`${shown} minutes`}
        onInput={(event) => move(Number(event.currentTarget.value))}
        className="h-10 w-full accent-(--accent)"
      />
    </div>
  );
}

const SETTLED_MILLISECONDS = 300;
