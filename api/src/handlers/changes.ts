import { addWeeks, differenceOf, weekStartOfIsoWeek } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { attributionOf, byArtist, namedParts } from '../change/attribution.ts';
import type { AxisAttributionShape, ChangesShape } from '../contract/changes.ts';
import type { AxisName, AxisSummaryShape } from '../contract/primitives.ts';
import { axisNames } from '../contract/primitives.ts';
import type { ApiSettings } from '../deps.ts';
import { BASELINE_WEEKS, listenerWeeks, namedWeek, weeksBefore } from '../overview/listener-weeks.ts';
import { noListens } from '../overview/no-listens.ts';
import { readListener } from '../queries/listener.ts';
import { readSpannedPlays, type SpannedRecording } from '../queries/spanned-plays.ts';
import { readStanding } from '../queries/standing.ts';
import { readWeeks, type Week } from '../queries/weeks.ts';
import { combineWeeks } from '../radar/baseline.ts';
import { CLEAR_DEVIATIONS } from '../radar/changes.ts';
import { isoWeekAsked } from '../radar/iso-week-asked.ts';
import type { Handlers } from '../server/call.ts';
import { cached } from '../server/cached.ts';
import { notFound } from '../server/problem-error.ts';

/** How many artists and tracks are named on each axis. */
const NAMED = 5;

export const getChanges: Handlers['getChanges'] = ({ scope, query }, deps) => {
  const week = isoWeekAsked(query.week);
  return cached(deps, scope, { operationId: 'getChanges', query: { week } }, () =>
    scope.run((tx) => readChanges(tx, scope.userId, { week, now: deps.now(), settings: deps.settings })),
  );
};

interface Asked {
  readonly week: string | null;
  readonly now: Date;
  readonly settings: ApiSettings;
}

async function readChanges(tx: Sql, userId: string, { week: asked, now, settings }: Asked): Promise<ChangesShape> {
  const listener = await readListener(tx, userId);
  if (listener === undefined) throw notFound('listener', 'Start SideTrack again: it makes the local user anew.');
  const calendar = listenerWeeks(listener, now);
  const { current } = calendar;
  const weeks = await readWeeks(tx, userId);
  const start = asked === null ? weeks.at(-1)?.weekStart : weekStartOfIsoWeek(asked);
  const week = weeks.find(({ weekStart }) => weekStart === start);
  const unknown = Object.fromEntries(axisNames.map((axis) => [axis, null])) as ChangesShape['axes'];
  if (week === undefined) {
    const { hasListens, ...standing } = await readStanding(tx, userId, settings);
    const reason = hasListens ? noWeek(asked) : noListens(standing);
    return { week: null, baseline: null, axes: unknown, reason };
  }
  const shown = { ...namedWeek(week.weekStart, current), listens: week.listens };
  const before = weeksBefore(weeks, week.weekStart);
  if (before.length === 0) {
    return {
      week: shown,
      baseline: null,
      axes: unknown,
      reason: 'There are no listens in the 26 weeks before to compare with.',
    };
  }
  const { from, to } = calendar.boundsOf(week.weekStart);
  const plays = await readSpannedPlays(tx, userId, {
    before: calendar.boundsOf(addWeeks(week.weekStart, -BASELINE_WEEKS)).from,
    from,
    to,
  });
  return {
    week: shown,
    baseline: { weeks: before.length, listens: before.reduce((sum, one) => sum + one.listens, 0) },
    axes: axesOf(plays, week, before),
    reason: null,
  };
}

const noWeek = (asked: string | null) =>
  asked === null
    ? 'Your listens are here; the weeks are being worked out. This takes a minute or two.'
    : `There are no listens in ${asked}. Choose another week.`;

function axesOf(plays: readonly SpannedRecording[], week: Week, before: readonly Week[]): ChangesShape['axes'] {
  const baseline = combineWeeks(before).axes;
  return Object.fromEntries(
    axisNames.map((axis) => [axis, axisOf(plays, axis, { now: week.axes[axis] ?? null, then: baseline[axis] })]),
  ) as ChangesShape['axes'];
}

interface Sides {
  readonly now: AxisSummaryShape | null;
  readonly then: AxisSummaryShape | null;
}

function axisOf(plays: readonly SpannedRecording[], axis: AxisName, { now, then }: Sides): AxisAttributionShape | null {
  const found = attributionOf(plays, axis, byArtist);
  if (found === null) return null;
  return {
    before: found.before,
    after: found.after,
    difference: found.after - found.before,
    clear: now !== null && then !== null && differenceOf(now, then).deviations >= CLEAR_DEVIATIONS,
    coverageBefore: coverage(plays, axis, 'before'),
    coverageAfter: coverage(plays, axis, 'after'),
    ...namedParts(found, plays, NAMED),
  };
}

function coverage(plays: readonly SpannedRecording[], axis: AxisName, span: 'before' | 'after'): number {
  const sum = (of: readonly SpannedRecording[]) => of.reduce((total, play) => total + play[span], 0);
  return sum(plays.filter(({ scores }) => scores[axis] !== undefined)) / sum(plays);
}
