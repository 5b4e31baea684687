import type { Sql } from '@sidetrack/prisma';
import type { Deps } from '../deps.ts';
import type { OverviewShape } from '../contract/overview.ts';
import { describeChange, freshAlert } from '../overview/changed.ts';
import { listenerWeeks, namedWeek, weeksBefore } from '../overview/listener-weeks.ts';
import { chooseMomenta, mean, momentumOf } from '../overview/momentum.ts';
import { readAlerts } from '../queries/alerts.ts';
import { readAudioRoots } from '../queries/audio-roots.ts';
import { readConnections } from '../queries/connections.ts';
import { countListens } from '../queries/listen-counts.ts';
import { readListener } from '../queries/listener.ts';
import { isoOrNull } from '../queries/moments.ts';
import { countPending } from '../queries/pending-counts.ts';
import { countTracks } from '../queries/track-counts.ts';
import { readMomenta } from '../queries/week-momenta.ts';
import type { WeekMomentum } from '../queries/week-momenta.ts';
import { readWeeks } from '../queries/weeks.ts';
import type { Week } from '../queries/weeks.ts';
import type { Handlers } from '../server/call.ts';
import { cached } from '../server/cached.ts';
import { notFound } from '../server/problem-error.ts';

const SERIES_WEEKS = 52;

export const getOverview: Handlers['getOverview'] = ({ scope, query }, deps) =>
  cached(deps, scope, { operationId: 'getOverview', query, showsPending: true }, () =>
    scope.run((tx) => readOverview(tx, scope.userId, deps)),
  );

async function readOverview(
  tx: Sql,
  userId: string,
  { now, settings }: Pick<Deps, 'now' | 'settings'>,
): Promise<OverviewShape> {
  const listener = await readListener(tx, userId);
  if (listener === undefined) throw notFound('listener', 'Start SideTrack again: it makes the local user anew.');
  const { current, bounds } = listenerWeeks(listener, now());
  const counts = await countListens(tx, userId, bounds);
  const weeks = await readWeeks(tx, userId);
  const alerts = await readAlerts(tx, userId, { all: false, limit: 1 });
  const parts = weekParts(weeks, chooseMomenta(await readMomenta(tx, userId)), current);
  const { id, handle, displayName, timeZone, isDemo } = listener;
  return {
    listener: { id, handle, displayName, timeZone, isDemo },
    listens: { ...counts, firstAt: isoOrNull(counts.firstAt), latestAt: isoOrNull(counts.latestAt) },
    tracks: await countTracks(tx, userId),
    ...parts,
    changed: freshAlert(alerts, current) ?? parts.changed,
    pending: await countPending(tx, userId, settings),
    connections: await readConnections(tx, userId),
    audioRoots: await readAudioRoots(tx, userId),
  };
}

type WeekParts = Pick<OverviewShape, 'week' | 'diversity' | 'momentum' | 'coverage' | 'changed' | 'series'>;

function weekParts(weeks: readonly Week[], momenta: readonly WeekMomentum[], current: string): WeekParts {
  const newest = weeks.at(-1);
  const coverage = {
    audio: share(weeks, (week) => week.audioCoverage),
    scores: share(weeks, (week) => week.scoreCoverage),
  };
  if (newest === undefined) return { week: null, diversity: null, momentum: null, coverage, changed: null, series: [] };
  const before = weeksBefore(weeks, newest.weekStart);
  return {
    week: namedWeek(newest.weekStart, current),
    diversity: {
      effectiveArtists: newest.effectiveArtists,
      baseline26Weeks: mean(before.map((week) => week.effectiveArtists)),
    },
    momentum: momentumOf(momenta, newest.weekStart),
    coverage,
    changed: describeChange(weeks, current),
    series: seriesOf(weeks, momenta, current),
  };
}

function seriesOf(weeks: readonly Week[], momenta: readonly WeekMomentum[], current: string): OverviewShape['series'] {
  const momentumByWeek = new Map(momenta.map(({ weekStart, momentum }) => [weekStart, momentum]));
  return weeks.slice(-SERIES_WEEKS).map((week) => ({
    ...namedWeek(week.weekStart, current),
    listens: week.listens,
    effectiveArtists: week.effectiveArtists,
    momentum: momentumByWeek.get(week.weekStart) ?? null,
    energy: week.axes.energy ?? null,
    valence: week.axes.valence ?? null,
  }));
}

/** A share of all plays from the shares of the weeks. */
function share(weeks: readonly Week[], of: (week: Week) => number): number {
  const listens = weeks.reduce((total, week) => total + week.listens, 0);
  return listens === 0 ? 0 : weeks.reduce((total, week) => total + week.listens * of(week), 0) / listens;
}
