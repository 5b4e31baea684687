import { useState } from 'react';
import type { ReactNode } from 'react';
import { AXES } from '../../charts/axes.ts';
import type { RampDomain } from '../../charts/ramp.ts';
import type { ColoredWeek } from '../../charts/weeks-on-axis.ts';
import { Card } from '../../components/Card.tsx';
import { Coverage } from '../../components/Coverage.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import type { IconName } from '../../components/Icon.tsx';
import { SkeletonRows } from '../../components/Skeleton.tsx';
import type { Trouble } from '../../data/answer.ts';
import type { Axis, WeekTracks } from '../../data/types.ts';
import { formatWeekDays, formatWeekNumber } from '../../text/dates.ts';
import { formatCount, formatDecimal, plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { TrackRows } from './TrackRows.tsx';

interface WeekPanelProps {
  weeks: readonly ColoredWeek[];
  week: ColoredWeek;
  axis: Axis;
  domain: RampDomain;
  /** Null until they have come. */
  tracks: WeekTracks | null;
  trouble: Trouble | null;
  onSelect: (week: ColoredWeek) => void;
  reader: Reader;
}

/** The chosen week of the map: its numbers, its tracks, the way to its neighbours. */
export function WeekPanel({ weeks, week, axis, domain, tracks, trouble, onSelect, reader }: WeekPanelProps) {
  const index = weeks.indexOf(week);
  return (
    <Card>
      <div className="flex items-start justify-between gap-2">
        <div aria-live="polite">
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
        <Fact name="Momentum" note={week.momentum === null ? 'needs an earlier week' : 'how far taste moved'}>
          {formatDecimal(week.momentum, reader)}
        </Fact>
        <Fact
          name={AXES[axis].name}
          note={
            week.value === null
              ? 'no scored tracks yet'
              : `${formatDecimal(week.value.low, reader)} – ${formatDecimal(week.value.high, reader)}`
          }
        >
          {formatDecimal(week.value?.mean, reader)}
        </Fact>
        <Fact name="Spread" note="on the map, each way">
          {formatDecimal(week.spreadX, reader, 1)} × {formatDecimal(week.spreadY, reader, 1)}
        </Fact>
      </dl>
      <div className="mt-4">
        <Coverage share={week.coverage} of="of plays on the map" reader={reader} />
      </div>
      <WeekTrackList key={week.isoWeek} {...{ week, axis, domain, tracks, trouble, reader }} />
      <p className="mt-4 flex flex-wrap gap-x-4 gap-y-1 border-t border-line pt-3 text-[13px]">
        <a className={LINK} href={`/radar?week=${week.isoWeek}`}>
          This week’s radar
        </a>
        <a className={LINK} href={`/mixtapes?week=${week.isoWeek}`}>
          Make a mixtape of it
        </a>
        <a className={LINK} href={`/share?week=${week.isoWeek}`}>
          Share a card of it
        </a>
      </p>
    </Card>
  );
}

const LINK = 'rounded text-accent underline underline-offset-4';

/** What was heard in the week; until that has come, what the week itself knows of it. */
function WeekTrackList({ week, axis, domain, tracks, trouble, reader }: Omit<WeekPanelProps, 'weeks' | 'onSelect'>) {
  const [shown, setShown] = useState(FIRST_ROWS);
  const known = tracks?.isoWeek === week.isoWeek ? tracks : null;
  return (
    <>
      <h3 className="mt-6 mb-1 text-xs font-medium text-ink-faint">
        {known === null ? 'Most played' : plural(known.heard, 'track', reader)}
      </h3>
      {known === null && trouble !== null && (
        <p className="py-2 text-[13px] text-bad">
          {trouble.title}. {trouble.remedy}
        </p>
      )}
      {known === null && trouble === null && <SkeletonRows rows={Math.max(1, week.topTracks.length)} />}
      {known !== null && <TrackRows tracks={known.tracks.slice(0, shown)} {...{ axis, domain, reader }} />}
      {known !== null && known.tracks.length > shown && (
        <button
          type="button"
          onClick={() => setShown(known.tracks.length)}
          className="mt-2 rounded text-[13px] text-accent underline underline-offset-4"
        >
          Show {known.tracks.length === known.heard ? 'all' : `the first ${formatCount(known.tracks.length, reader)}`}
        </button>
      )}
    </>
  );
}

const FIRST_ROWS = 8;

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
  to: ColoredWeek | undefined;
  onSelect: (week: ColoredWeek) => void;
}

function StepButton({ icon, name, to, onSelect }: StepButtonProps) {
  return (
    <IconButton
      icon={icon}
      label={name}
      look="quiet"
      size="small"
      disabled={to === undefined}
      onClick={() => to && onSelect(to)}
    />
  );
}
