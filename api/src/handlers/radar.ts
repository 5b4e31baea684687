import { isoWeekOf, weekStartOfIsoWeek } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { axisNames } from '../contract/primitives.ts';
import type { RadarShape, WeekRadarShape } from '../contract/radar.ts';
import { BASELINE_WEEKS, listenerWeeks, weeksBefore } from '../overview/listener-weeks.ts';
import { readListener } from '../queries/listener.ts';
import { readWeeks } from '../queries/weeks.ts';
import type { Week } from '../queries/weeks.ts';
import { combineWeeks } from '../radar/baseline.ts';
import { changesOf } from '../radar/changes.ts';
import { isoWeekAsked } from '../radar/iso-week-asked.ts';
import { radarReason } from '../radar/reason.ts';
import { readStanding } from '../queries/standing.ts';
import type { ApiSettings } from '../deps.ts';
import type { Handlers } from '../server/call.ts';
import { cached } from '../server/cached.ts';
import { notFound } from '../server/problem-error.ts';

export const getRadar: Handlers['getRadar'] = ({ scope, query }, deps) => {
  const asked = { week: isoWeekAsked(query.week), compare: isoWeekAsked(query.compare) };
  return cached(deps, scope, { operationId: 'getRadar', query: asked }, () =>
    scope.run((tx) => readRadar(tx, scope.userId, { ...asked, now: deps.now(), settings: deps.settings })),
  );
};

interface Asked {
  readonly week: string | null;
  readonly compare: string | null;
  readonly now: Date;
  readonly settings: ApiSettings;
}

async function readRadar(tx: Sql, userId: string, asked: Asked): Promise<RadarShape> {
  const listener = await readListener(tx, userId);
  if (listener === undefined) throw notFound('listener', 'Start SideTrack again: it makes the local user anew.');
  const { current } = listenerWeeks(listener, asked.now);
  const weeks = await readWeeks(tx, userId);
  const shown = asked.week === null ? (weeks.at(-1)?.weekStart ?? null) : weekStartOfIsoWeek(asked.week);
  const week = radarOf(weeks, shown, current);
  const baseline = shown === null ? null : baselineOf(weeksBefore(weeks, shown));
  const compare = asked.compare === null ? null : radarOf(weeks, weekStartOfIsoWeek(asked.compare), current);
  return {
    week,
    baseline,
    compare,
    fromBaseline: changesOf(week, baseline),
    fromCompare: changesOf(week, compare),
    availableWeeks: weeks
      .map((one) => ({ isoWeek: isoWeekOf(one.weekStart), weekStart: one.weekStart, listens: one.listens }))
      .reverse(),
    reason: radarReason({
      week,
      asked: asked.week,
      hasWeeks: weeks.length > 0,
      standing: await readStanding(tx, userId, asked.settings),
    }),
  };
}

function radarOf(weeks: readonly Week[], start: string | null, current: string): WeekRadarShape | null {
  const week = weeks.find((one) => one.weekStart === start);
  if (week === undefined) return null;
  const isoWeek = isoWeekOf(week.weekStart);
  const [year, number] = isoWeek.split('-W');
  return {
    label: `Week ${Number(number)}, ${year ?? ''}`,
    isoWeek,
    listens: week.listens,
    coverage: week.scoreCoverage,
    inProgress: week.weekStart >= current,
    axes: Object.fromEntries(axisNames.map((axis) => [axis, week.axes[axis] ?? null])) as WeekRadarShape['axes'],
  };
}

function baselineOf(before: readonly Week[]): WeekRadarShape | null {
  if (before.length === 0) return null;
  return { label: `The ${BASELINE_WEEKS} weeks before`, isoWeek: null, inProgress: false, ...combineWeeks(before) };
}
