import { lazy, memo, useState } from 'react';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import type { RadarShape } from '../../charts/RadarChart.tsx';
import { RadarSketch } from '../../charts/RadarSketch.tsx';
import { buttonClass } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Pending } from '../../components/Pending.tsx';
import { TableAlternative } from '../../components/TableAlternative.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchRadar } from '../../data/queries.ts';
import type { RadarFilters } from '../../data/queries.ts';
import { rememberInUrl } from '../../data/url-parameters.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import type { Radar, WeekRadar } from '../../data/types.ts';
import { useWeekKeys } from '../../keyboard/use-week-keys.ts';
import type { Reader } from '../../text/format.ts';
import { comparisonOf, summariseRadar } from '../../text/radar-text.ts';
import { AxisRows } from './AxisRows.tsx';
import { RadarLegend } from './RadarLegend.tsx';
import { RadarTable } from './RadarTable.tsx';
import { WeekChoices } from './WeekChoices.tsx';

const RadarChart = lazy(() => import('../../charts/RadarChart.tsx'));

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
    // A week is not compared with itself.
    if (wanted.compare === (wanted.week ?? radar?.week?.isoWeek)) wanted.compare = null;
    setFilters(wanted);
    rememberInUrl({ week: wanted.week ?? undefined, compare: wanted.compare ?? undefined });
    void load(wanted);
  };
  useLiveEvents({ onChanged: () => (radar === null ? location.reload() : void load(filters, { quietly: true })) });
  useWeekKeys({
    weeks: radar?.availableWeeks.toReversed() ?? [],
    // What was asked for last, so that a key held down goes on while answers are on their way.
    isoWeek: filters.week ?? radar?.week?.isoWeek ?? null,
    onSelect: ({ isoWeek }) => filter({ week: isoWeek }),
  });

  if (radar === null) return trouble && <TroubleBanner trouble={trouble} onRetry={() => location.reload()} />;
  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => void load(filters)} />}
      {radar.week === null ? (
        <NoRadar radar={radar} />
      ) : (
        <>
          <WeekChoices radar={radar} week={radar.week} onChange={filter} reader={reader} />
          <Pending busy={loading}>
            <Drawing radar={radar} week={radar.week} reader={reader} />
          </Pending>
        </>
      )}
    </div>
  );
}

interface DrawingProps {
  radar: Radar;
  week: WeekRadar;
  reader: Reader;
}

/** Kept as it is while another week is on its way: drawing it anew would hold up the answer to the click. */
const Drawing = memo(function Drawing({ radar, week, reader }: DrawingProps) {
  const comparison = comparisonOf(radar, week);
  const summary = summariseRadar(comparison, reader);
  const shapes = shapesOf(radar, week);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,400px)]">
      <Card>
        <p className="mb-4 max-w-prose text-[15px] leading-relaxed" aria-live="polite">
          <span className="sr-only">{week.label}: </span>
          {summary}
        </p>
        <ChartFrame className="h-[270px] sm:h-[440px]" sketch={<RadarSketch shapes={shapes} />}>
          {(size) => <RadarChart shapes={shapes} size={size} summary={`${week.label}: ${summary}`} reader={reader} />}
        </ChartFrame>
        <RadarLegend shapes={shapes.toReversed()} reader={reader} />
        {week.isoWeek !== null && (
          <p className="mt-4 border-t border-line pt-3 text-[13px]">
            <a className="rounded text-accent underline underline-offset-4" href={`/share?week=${week.isoWeek}`}>
              Share a card of this week
            </a>
          </p>
        )}
      </Card>
      <Card title="Axis by axis">
        <p className="-mt-2 mb-4 text-xs text-ink-faint">
          Bars are 80 % intervals, marks the means. What the scores get wrong alike in both spans cancels in a change;
          it is clear where chance would give as much less than one time in twenty.
        </p>
        <AxisRows comparison={comparison} shapes={shapes.toReversed()} reader={reader} />
        <TableAlternative>
          <RadarTable comparison={comparison} reader={reader} />
        </TableAlternative>
      </Card>
    </div>
  );
});

/** Those behind first: the week itself lies over what it is compared with. */
function shapesOf({ baseline, compare }: Radar, week: WeekRadar): RadarShape[] {
  return [
    ...(baseline === null ? [] : [{ radar: baseline, color: 'baseline' as const }]),
    ...(compare === null ? [] : [{ radar: compare, color: 'compare' as const }]),
    { radar: week, color: 'accent' as const },
  ];
}

/** No week at all, or not the one that was asked for. */
function NoRadar({ radar: { availableWeeks, reason } }: { radar: Radar }) {
  const hasWeeks = availableWeeks.length > 0;
  return (
    <EmptyState
      title={hasWeeks ? 'Nothing was heard in that week' : 'No week to draw yet'}
      reason={reason ?? 'A radar needs listens in a week, and tracks with tags or audio.'}
      action={
        <a href={hasWeeks ? '/radar' : '/connect'} className={buttonClass()}>
          {hasWeeks ? 'Show the newest week' : 'Add music'}
        </a>
      }
    />
  );
}
