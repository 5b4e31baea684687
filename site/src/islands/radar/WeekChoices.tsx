import { Button } from '../../components/Button.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { Select } from '../../components/Select.tsx';
import type { RadarFilters } from '../../data/queries.ts';
import type { Radar, WeekRadar } from '../../data/types.ts';
import { stepFrom } from '../../keyboard/step-from.ts';
import { formatWeekDays, formatWeekNumber } from '../../text/dates.ts';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { weekYearsBefore } from '../../text/radar-text.ts';

interface WeekChoicesProps {
  radar: Radar;
  week: WeekRadar;
  onChange: (change: Partial<RadarFilters>) => void;
  reader: Reader;
}

/** Which week, against what: the half year before it, or any other week; the likely ones a click away. */
export function WeekChoices({ radar: { availableWeeks, compare }, week, onChange, reader }: WeekChoicesProps) {
  const oldestFirst = availableWeeks.toReversed();
  const options = availableWeeks.map(({ isoWeek, weekStart, listens }) => ({
    value: isoWeek,
    name: `${formatWeekNumber(isoWeek)} · ${formatWeekDays(weekStart, reader)} · ${plural(listens, 'listen', reader)}`,
  }));
  const before = stepFrom(oldestFirst, week.isoWeek, -1);
  const after = stepFrom(oldestFirst, week.isoWeek, 1);
  const yearAgo = weekYearsBefore(availableWeeks, week.isoWeek, 1);
  const against = compare?.isoWeek ?? '';
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      <div className="flex min-w-0 items-end gap-1.5">
        <div className="min-w-0 flex-1">
          <Select
            label="Week"
            options={options}
            value={week.isoWeek ?? ''}
            onChange={(value) => onChange({ week: value })}
          />
        </div>
        <IconButton
          icon="arrowLeft"
          label="Earlier week"
          look="quiet"
          disabled={before === null}
          onClick={() => before && onChange({ week: before.isoWeek })}
        />
        <IconButton
          icon="arrowRight"
          label="Later week"
          look="quiet"
          disabled={after === null}
          onClick={() => after && onChange({ week: after.isoWeek })}
        />
      </div>
      <Select
        label="Compare with"
        options={[{ value: '', name: 'The 26 weeks before' }, ...options.filter(({ value }) => value !== week.isoWeek)]}
        value={against}
        onChange={(value) => onChange({ compare: value === '' ? null : value })}
      />
      <div className="flex flex-wrap gap-2 sm:col-start-2" role="group" aria-label="Quick comparisons">
        <Against name="26 weeks before" chosen={against === ''} onChoose={() => onChange({ compare: null })} />
        {before !== null && (
          <Against
            name="The week before"
            chosen={against === before.isoWeek}
            onChoose={() => onChange({ compare: before.isoWeek })}
          />
        )}
        {yearAgo !== null && (
          <Against
            name="A year before"
            chosen={against === yearAgo.isoWeek}
            onChoose={() => onChange({ compare: yearAgo.isoWeek })}
          />
        )}
        {compare?.isoWeek != null && week.isoWeek !== null && (
          <Against
            name="Swap the two"
            chosen={false}
            onChoose={() => onChange({ week: compare.isoWeek, compare: week.isoWeek })}
          />
        )}
      </div>
    </div>
  );
}

function Against({ name, chosen, onChoose }: { name: string; chosen: boolean; onChoose: () => void }) {
  return (
    <Button
      look="quiet"
      aria-pressed={chosen}
      onClick={onChoose}
      className="h-8 px-3 text-[13px] font-normal aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
    >
      {name}
    </Button>
  );
}
