import { useMemo, useState } from 'react';
import { NO_POINTS, valueQuantile } from '../../charts/point-set.ts';
import type { PointSet } from '../../charts/point-set.ts';
import { rampDomainOver } from '../../charts/ramp.ts';
import { weeksOnAxis } from '../../charts/weeks-on-axis.ts';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchWeeksOnMap } from '../../data/queries/taste-map.ts';
import type { MapFilters } from '../../data/queries/taste-map.ts';
import { rememberInUrl } from '../../data/url-parameters.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import type { Axis, MapPoints, Trajectory } from '../../data/types.ts';
import { WINDOWS } from '../../text/trajectory-text.ts';
import { useMapPoints } from './use-map-points.ts';

interface Initial {
  trajectory: Answer<Trajectory>;
  points: Answer<MapPoints>;
  filters: MapFilters;
}

/** What the map shows under the filters that are chosen: weeks and points, of one space and on one axis, kept new. */
export function useTasteMap(initial: Initial) {
  const { data: trajectory, trouble, loading, ask } = useAnswer(initial.trajectory);
  const [filters, setFilters] = useState(initial.filters);
  const [version, setVersion] = useState(0);
  const all = useMapPoints(initial.points, { ...filters, version: String(version) });

  const load = (wanted: MapFilters, options?: { quietly: boolean }) => ask(() => fetchWeeksOnMap(api, wanted), options);
  const filter = (change: Partial<MapFilters>) => {
    const wanted = { ...filters, ...change };
    setFilters(wanted);
    rememberFilters(wanted);
    if (change.axis === undefined) void load(wanted);
  };
  useLiveEvents({
    onChanged: () => {
      if (trajectory === null) location.reload();
      else void load(filters, { quietly: true }).then(() => setVersion((before) => before + 1));
    },
  });

  const shown = useShownMap(trajectory, all, filters.axis);
  const retry = trouble === null ? all.retry : () => void load(filters);
  return {
    ...shown,
    ...{ trajectory, filters, filter, loading, retry },
    trouble: trouble ?? all.trouble,
    space: trajectory?.space ?? 'tag',
    /** Changes when what was asked for beside the map may have changed. */
    version: `${trajectory?.map?.id ?? ''} ${version}`,
  };
}

/** Weeks and points that belong together. Points of another space are not of this map, however little later its own come. */
function useShownMap(
  trajectory: Trajectory | null,
  all: { answer: MapPoints | null; points: PointSet },
  wantedAxis: Axis,
) {
  const answer = all.answer?.space === trajectory?.space ? all.answer : null;
  const points = answer === null ? NO_POINTS : all.points;
  const axis = answer?.axis ?? wantedAxis;
  const weeks = useMemo(() => weeksOnAxis(trajectory?.weeks ?? [], axis, answer), [trajectory, axis, answer]);
  const domain = useMemo(() => {
    const means = weeks.map(({ value }) => value?.mean ?? null);
    return rampDomainOver([...means, valueQuantile(points, 0.1), valueQuantile(points, 0.9)]);
  }, [weeks, points]);
  return { answer, points, axis, weeks, domain };
}

function rememberFilters({ window, space, axis }: MapFilters): void {
  rememberInUrl({
    window: window === WINDOWS[0] ? undefined : window,
    space: space ?? undefined,
    axis: axis === 'energy' ? undefined : axis,
  });
}
