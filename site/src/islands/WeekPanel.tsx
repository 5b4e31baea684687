import type { ReactNode } from 'react';
import { Card } from '../components/Card.tsx';
import { Coverage } from '../components/Coverage.tsx';
import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/Icon.tsx';
import type { MapWeek } from '../data/types.ts';
import { formatWeekDays, formatWeekNumber } from '../text/dates.ts';
import { formatCount, formatDecimal, plural } from '../text/format.ts';
import type { Reader } from '../text/format.ts';

interface WeekPanelProps {
  weeks: readonly MapWeek[];
  week: MapWeek;
  onSelect: (week: MapWeek) => void;
  reader: Reader;
}

/** The chosen week of the map: its numbers, its most played tracks, the way to its neighbours. */
export function WeekPanel({ weeks, week, onSelect, reader }: WeekPanelProps) {
  const index = weeks.indexOf(week);
  return (
    <Card className="lg:sticky lg:top-6">
      <div aria-live="polite">
        <div className="flex items-start justify-between gap-2">
          <div>
            <h2 className="text-lg font-semibold tracking-tight">{formatWeekNumber(week.isoWeek)}</h2>
            <p className="text-[13px] text-ink-soft">{formatWeekDays(week.weekStart, reader)}</p>
            {week.inProgress && <p className="text-[13px] text-warn">Still in progress</p>}
          </div>
          <div className="flex gap-1">
            <StepButton icon="arrowLeft" name="Earlier week" to={weeks[index - 1]} onSelect={onSelect} />
            <StepButton icon="arrowRight" name="Later week" to={weeks[index + 1]} onSelect={onSelect} />
          </div>
        </div>
        <dl className="mt-4 grid grid-cols-2 gap-x-4 gap-y-4">
          <Fact name="Plays on the map">{formatCount(week.plays, reader)}</Fact>
          <Fact name="Momentum" note={week.momentum === null ? 'needs an earlier week' : undefined}>
            {formatDecimal(week.momentum, reader)}
          </Fact>
          <Fact
            name="Energy"
            note={
              week.energy === null
                ? 'no scored tracks yet'
                : `${formatDecimal(week.energy.low, reader)} – ${formatDecimal(week.energy.high, reader)}`
            }
          >
            {formatDecimal(week.energy?.mean, reader)}
          </Fact>
          <Fact name="Spread" note="on the map, each way">
            {formatDecimal(week.spreadX, reader, 1)} × {formatDecimal(week.spreadY, reader, 1)}
          </Fact>
        </dl>
        <div className="mt-4">
          <Coverage share={week.coverage} of="of plays on the map" reader={reader} />
        </div>
        <h3 className="mt-6 mb-1 text-xs font-medium text-ink-faint">Most played</h3>
        <ol className="divide-y divide-line">
          {week.topTracks.map((track) => (
            <li key={track.recordingId} className="flex items-baseline justify-between gap-3 py-2">
              <span className="min-w-0">
                <span className="block truncate text-sm">{track.title}</span>
                <span className="block truncate text-xs text-ink-faint">{track.artistCredit}</span>
              </span>
              <span className="text-xs whitespace-nowrap text-ink-soft tabular">
                {plural(track.plays, 'play', reader)}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </Card>
  );
}

function Fact({ name, note, children }: { name: string; note?: string | undefined; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd>
        <span className="block text-lg leading-snug font-semibold tabular">{children}</span>
        {note !== undefined && <span className="block text-xs text-ink-faint tabular">{note}</span>}
      </dd>
    </div>
  );
}

interface StepButtonProps {
  icon: IconName;
  name: string;
  to: MapWeek | undefined;
  onSelect: (week: MapWeek) => void;
}

function StepButton({ icon, name, to, onSelect }: StepButtonProps) {
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      disabled={to === undefined}
      onClick={() => to && onSelect(to)}
      className="flex h-9 w-9 items-center justify-center rounded-lg border border-line text-ink-soft hover:bg-raised hover:text-ink disabled:opacity-35"
    >
      <Icon name={icon} size={17} />
    </button>
  );
}
