import { lazy, useState } from 'react';
import type { ReactNode } from 'react';
import { Card } from '../components/Card.tsx';
import { Coverage } from '../components/Coverage.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { Select } from '../components/Select.tsx';
import { TroubleBanner } from '../components/TroubleBanner.tsx';
import { buttonClass } from '../components/Button.tsx';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import type { RadarShape } from '../charts/RadarChart.tsx';
import type { Answer } from '../data/answer.ts';
import { api } from '../data/browser-client.ts';
import { fetchRadar } from '../data/queries.ts';
import type { RadarFilters } from '../data/queries.ts';
import { rememberInUrl } from '../data/url-parameters.ts';
import { useAnswer } from '../data/use-answer.ts';
import { useLiveEvents } from '../data/use-live-events.ts';
import type { Radar, WeekRadar } from '../data/types.ts';
import { formatWeekDays, formatWeekNumber } from '../text/dates.ts';
import { plural } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import { summariseRadar } from '../text/radar-text.ts';
import type { Comparison } from '../text/radar-text.ts';
import { RadarTable } from './RadarTable.tsx';

const RadarChart = lazy(() => import('../charts/RadarChart.tsx'));

interface RadarIslandProps {
  initial: Answer<Radar>;
  week: string | null;
  compare: string | null;
  reader: Reader;
}

/** A week's axes against the half year before it and, if one likes, against another week. */
export function RadarIsland({ initial, reader, ...given }: RadarIslandProps) {
  const { data: radar, trouble, loading, ask } = useAnswer(initial);
  const [filters, setFilters] = useState<RadarFilters>({ week: given.week, compare: given.compare });

  const load = (wanted: typeof filters, options?: { quietly: boolean }) => ask(() => fetchRadar(api, wanted), options);
  const filter = (change: Partial<typeof filters>) => {
    const wanted = { ...filters, ...change };
    setFilters(wanted);
    rememberInUrl({ week: wanted.week ?? undefined, compare: wanted.compare ?? undefined });
    void load(wanted);
  };
  useLiveEvents({ onChanged: () => (radar === null ? location.reload() : void load(filters, { quietly: true })) });

  if (radar === null) return trouble && <TroubleBanner trouble={trouble} onRetry={() => location.reload()} />;
  if (radar.week === null)
    return <NoRadar reason={radar.reason} trouble={trouble && <TroubleBanner trouble={trouble} />} />;

  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => void load(filters)} />}
      <Choices radar={radar} week={radar.week} onChange={filter} reader={reader} />
      <Drawing radar={radar} week={radar.week} loading={loading} reader={reader} />
    </div>
  );
}

interface ChoicesProps {
  radar: Radar;
  week: WeekRadar;
  onChange: (change: Partial<RadarFilters>) => void;
  reader: Reader;
}

function Choices({ radar: { availableWeeks, compare }, week, onChange, reader }: ChoicesProps) {
  const weeks = availableWeeks.map(({ isoWeek, weekStart, listens }) => ({
    value: isoWeek,
    name: `${formatWeekNumber(isoWeek)} · ${formatWeekDays(weekStart, reader)} · ${plural(listens, 'listen', reader)}`,
  }));
  const others = weeks.filter(({ value }) => value !== week.isoWeek);
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:max-w-3xl">
      <Select label="Week" options={weeks} value={week.isoWeek ?? ''} onChange={(value) => onChange({ week: value })} />
      <Select
        label="Compare with"
        options={[{ value: '', name: 'The 26 weeks before' }, ...others]}
        value={compare?.isoWeek ?? ''}
        onChange={(value) => onChange({ compare: value === '' ? null : value })}
      />
    </div>
  );
}

interface DrawingProps {
  radar: Radar;
  week: WeekRadar;
  loading: boolean;
  reader: Reader;
}

function Drawing({ radar, week, loading, reader }: DrawingProps) {
  const { baseline, compare } = radar;
  const comparison: Comparison =
    compare === null
      ? { week, reference: baseline, changes: radar.fromBaseline }
      : { week, reference: compare, changes: radar.fromCompare };
  const summary = summariseRadar(comparison, reader);
  const shapes: RadarShape[] = [
    ...(baseline === null ? [] : [{ radar: baseline, color: 'baseline' as const }]),
    ...(compare === null ? [] : [{ radar: compare, color: 'compare' as const }]),
    { radar: week, color: 'accent' as const },
  ];
  return (
    <div
      className={`grid items-start gap-5 transition-opacity lg:grid-cols-[minmax(0,1fr)_minmax(0,420px)] ${loading ? 'opacity-60' : ''}`}
      aria-busy={loading}
    >
      <Card>
        <p className="mb-4 max-w-prose text-[15px] leading-relaxed" aria-live="polite">
          {summary}
        </p>
        <ChartFrame className="h-[270px] sm:h-[440px]">
          {(size) => <RadarChart shapes={shapes} size={size} summary={`${week.label}: ${summary}`} reader={reader} />}
        </ChartFrame>
        <Legend shapes={shapes.toReversed()} reader={reader} />
      </Card>
      <Card title="In numbers">
        <p className="-mt-2 mb-2 text-xs text-ink-faint">
          Under each mean its 80 % interval. What the scores get wrong alike in both spans cancels in a change; it is
          clear where chance would give as much less than one time in twenty.
        </p>
        <RadarTable comparison={comparison} reader={reader} />
      </Card>
    </div>
  );
}

function Legend({ shapes, reader }: { shapes: readonly RadarShape[]; reader: Reader }) {
  return (
    <ul className="mt-5 grid gap-x-8 gap-y-3 border-t border-line pt-4 sm:grid-cols-2">
      {shapes.map(({ radar, color }) => (
        <li key={color} className="flex items-start gap-3">
          <svg width="24" height="14" viewBox="0 0 24 14" aria-hidden="true" className="mt-1 shrink-0">
            <rect y="1" width="24" height="12" rx="2" fill={`var(--${color})`} opacity="0.22" />
            <path
              d="M0 7h24"
              stroke={`var(--${color})`}
              strokeWidth="2"
              strokeDasharray={color === 'baseline' ? '5 4' : undefined}
            />
          </svg>
          <span className="min-w-0 text-sm">
            {radar.label}
            {radar.inProgress && ', so far'}
            <span className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-ink-faint tabular">
              {plural(radar.listens, 'listen', reader)}
              <Coverage share={radar.coverage} reader={reader} />
            </span>
          </span>
        </li>
      ))}
      <li className="text-xs text-ink-faint sm:col-span-2">
        Bands are 80 % intervals of the mean; fainter rests on fewer plays; a gap is an axis that is not known.
      </li>
    </ul>
  );
}

function NoRadar({ reason, trouble }: { reason: string | null; trouble: ReactNode }) {
  return (
    <div className="space-y-5">
      {trouble}
      <EmptyState
        title="No week to draw yet"
        reason={reason ?? 'A radar needs listens in a week, and tracks with tags or audio.'}
        action={
          <a href="/connect" className={buttonClass()}>
            Add music
          </a>
        }
      />
    </div>
  );
}
