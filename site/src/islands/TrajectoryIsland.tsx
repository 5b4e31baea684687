import { useState } from 'react';
import { Card } from '../components/Card.tsx';
import { Coverage } from '../components/Coverage.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { Table } from '../components/Table.tsx';
import type { Column } from '../components/Table.tsx';
import { TableAlternative } from '../components/TableAlternative.tsx';
import { TroubleBanner } from '../components/TroubleBanner.tsx';
import { buttonClass } from '../components/Button.tsx';
import { rampDomain } from '../charts/ramp.ts';
import { RampLegend } from '../charts/RampLegend.tsx';
import { TasteMap } from '../charts/TasteMap.tsx';
import type { MapExtent } from '../charts/TasteMap.tsx';
import type { Answer } from '../data/answer.ts';
import { api } from '../data/browser-client.ts';
import { fetchTrajectory } from '../data/queries.ts';
import { rememberInUrl } from '../data/url-parameters.ts';
import { useAnswer } from '../data/use-answer.ts';
import { useLiveEvents } from '../data/use-live-events.ts';
import type { MapWeek, Space, Trajectory } from '../data/types.ts';
import { formatWeekDays, formatWeekNumber } from '../text/dates.ts';
import { formatCount, formatDecimal, formatShare } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import {
  announceLayout,
  SPACE_NAMES,
  summariseTrajectory,
  weekToShow,
  WINDOW_NAMES,
  WINDOWS,
} from '../text/trajectory-text.ts';
import type { WindowName } from '../text/trajectory-text.ts';
import { WeekPanel } from './WeekPanel.tsx';

interface TrajectoryIslandProps {
  initial: Answer<Trajectory>;
  window: WindowName;
  space: Space | null;
  week: string | null;
  extent: MapExtent;
  reader: Reader;
}

/** The taste map with its controls, the chosen week beside it and a table beneath. */
export function TrajectoryIsland({ initial, reader, ...given }: TrajectoryIslandProps) {
  const { data: trajectory, trouble, loading, ask } = useAnswer(initial);
  const [filters, setFilters] = useState({ window: given.window, space: given.space });
  const [isoWeek, setIsoWeek] = useState(given.week);
  const [extent, setExtent] = useState(given.extent);

  const load = (wanted: typeof filters, options?: { quietly: boolean }) =>
    ask(() => fetchTrajectory(api, wanted), options);
  const filter = (change: Partial<typeof filters>) => {
    const wanted = { ...filters, ...change };
    setFilters(wanted);
    rememberInUrl({
      window: wanted.window === WINDOWS[0] ? undefined : wanted.window,
      space: wanted.space ?? undefined,
    });
    void load(wanted);
  };
  useLiveEvents({ onChanged: () => (trajectory === null ? location.reload() : void load(filters, { quietly: true })) });

  if (trajectory === null) return trouble && <TroubleBanner trouble={trouble} onRetry={() => location.reload()} />;
  const selected = weekToShow(trajectory.weeks, isoWeek);
  const newLayout = announceLayout(trajectory.map, reader);
  const domain = rampDomain(trajectory.weeks.flatMap((week) => week.energy?.mean ?? []));
  const select = (week: MapWeek) => {
    setIsoWeek(week.isoWeek);
    rememberInUrl({ week: week.isoWeek });
  };

  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => void load(filters)} />}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <SpaceChoice trajectory={trajectory} onChange={(space) => filter({ space })} reader={reader} />
        <Segmented
          label="How far back"
          choices={WINDOWS.map((value) => ({ value, name: WINDOW_NAMES[value] }))}
          value={filters.window}
          onChange={(window) => filter({ window })}
        />
      </div>
      {trajectory.weeks.length === 0 || selected === null ? (
        <NothingOnTheMap reason={trajectory.reason} />
      ) : (
        <div
          className={`grid items-start gap-5 transition-opacity lg:grid-cols-[minmax(0,1fr)_300px] ${loading ? 'opacity-60' : ''}`}
          aria-busy={loading}
        >
          <Card className="overflow-hidden">
            <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
              <RampLegend axis="energy" domain={domain} reader={reader} />
              <Segmented
                label="What is shown"
                choices={EXTENTS}
                value={extent}
                onChange={(value) => {
                  setExtent(value);
                  rememberInUrl({ extent: value === 'weeks' ? undefined : value });
                }}
              />
            </div>
            <TasteMap
              trajectory={trajectory}
              domain={domain}
              extent={extent}
              selected={selected}
              onSelect={select}
              reader={reader}
            />
            <p className="mt-3 text-[13px] text-ink-soft">
              {summariseTrajectory(trajectory, reader)} {SPACE_NAMES[trajectory.space].explanation}
            </p>
            {newLayout !== null && <p className="mt-1 text-[13px] text-ink-soft">{newLayout}</p>}
            <p className="mt-1 text-xs text-ink-faint">
              Around the chosen week: dashed, how far its plays reach; filled, where their middle lies (80 % interval).
              A fainter week rests on fewer plays.
            </p>
            <TableAlternative>
              <Table
                caption="The weeks on the map"
                columns={weekColumns(reader)}
                rows={trajectory.weeks.toReversed()}
                rowKey={(week) => week.isoWeek}
                long
              />
            </TableAlternative>
          </Card>
          <WeekPanel weeks={trajectory.weeks} week={selected} onSelect={select} reader={reader} />
        </div>
      )}
    </div>
  );
}

const EXTENTS = [
  { value: 'weeks', name: 'Weeks' },
  { value: 'map', name: 'Whole map' },
] as const;

function SpaceChoice({
  trajectory,
  onChange,
  reader,
}: {
  trajectory: Trajectory;
  onChange: (space: Space) => void;
  reader: Reader;
}) {
  const choices = trajectory.availableSpaces.map(({ space, coverage }) => ({
    value: space,
    name: (
      <>
        {SPACE_NAMES[space].name}{' '}
        <span className="ml-1 font-normal text-ink-faint tabular">{formatShare(coverage, reader)}</span>
      </>
    ),
  }));
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {choices.length > 1 && (
        <Segmented
          label="Space, with the share of plays on its map"
          choices={choices}
          value={trajectory.space}
          onChange={onChange}
        />
      )}
      {choices.length === 1 && (
        <span className="text-sm font-medium">In the {SPACE_NAMES[trajectory.space].space}</span>
      )}
      {trajectory.map !== null && (
        <Coverage share={trajectory.coverage} of="of the plays in these weeks" reader={reader} />
      )}
    </div>
  );
}

function NothingOnTheMap({ reason }: { reason: string | null }) {
  return (
    <EmptyState
      title="Your map is not drawn yet"
      reason={reason ?? 'It needs a few weeks of listening, and tracks with tags or audio.'}
      action={
        <a href="/connect" className={buttonClass()}>
          Add music
        </a>
      }
    />
  );
}

function weekColumns(reader: Reader): readonly Column<MapWeek>[] {
  return [
    { name: 'Week', cell: (week) => `${formatWeekNumber(week.isoWeek)}${week.inProgress ? ' (so far)' : ''}` },
    { name: 'Days', cell: (week) => formatWeekDays(week.weekStart, reader) },
    { name: 'Plays', numeric: true, cell: (week) => formatCount(week.plays, reader) },
    { name: 'Coverage', numeric: true, cell: (week) => formatShare(week.coverage, reader) },
    { name: 'Energy', numeric: true, cell: (week) => formatDecimal(week.energy?.mean, reader) },
    {
      name: '80 % interval',
      numeric: true,
      cell: (week) =>
        week.energy === null
          ? '—'
          : `${formatDecimal(week.energy.low, reader)} – ${formatDecimal(week.energy.high, reader)}`,
    },
    { name: 'Momentum', numeric: true, cell: (week) => formatDecimal(week.momentum, reader) },
    {
      name: 'Place',
      numeric: true,
      cell: (week) => `${formatDecimal(week.x, reader, 1)}, ${formatDecimal(week.y, reader, 1)}`,
    },
  ];
}
