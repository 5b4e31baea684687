import { isoWeekOf } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { dayIn, zonedWeeks } from '../calendar/zoned-weeks.ts';
import { axisNames } from '../contract/primitives.ts';
import type { YearReviewShape } from '../contract/year.ts';
import type { ApiSettings } from '../deps.ts';
import { listenerWeeks } from '../overview/listener-weeks.ts';
import { readListenExtent } from '../queries/listen-extent.ts';
import { readListener } from '../queries/listener.ts';
import { readStanding } from '../queries/standing.ts';
import { readMomenta } from '../queries/week-momenta.ts';
import { readWeeks, type Week } from '../queries/weeks.ts';
import { readYearPlays, type YearPlays } from '../queries/year-plays.ts';
import { combineWeeks } from '../radar/baseline.ts';
import type { Handlers } from '../server/call.ts';
import { cached } from '../server/cached.ts';
import { notFound } from '../server/problem-error.ts';
import { farthestWeek } from '../year/farthest-week.ts';
import { monthsOf } from '../year/months.ts';
import { yearReason } from '../year/reason.ts';

export const getYear: Handlers['getYear'] = ({ scope, query }, deps) => {
  const year = query.year ?? null;
  return cached(deps, scope, { operationId: 'getYear', query: { year } }, () =>
    scope.run((tx) => readYear(tx, scope.userId, { asked: year, now: deps.now(), settings: deps.settings })),
  );
};

interface Asked {
  /** null: the year of the newest listen. */
  readonly asked: number | null;
  readonly now: Date;
  readonly settings: ApiSettings;
}

/** A year of one listener, as answers and shared cards have it. */
export async function readYear(tx: Sql, userId: string, { asked, now, settings }: Asked): Promise<YearReviewShape> {
  const listener = await readListener(tx, userId);
  if (listener === undefined) throw notFound('listener', 'Start SideTrack again: it makes the local user anew.');
  const dayOf = dayIn(listener);
  const extent = await readListenExtent(tx, userId);
  const standing = await readStanding(tx, userId, settings);
  if (extent.first === null || extent.latest === null)
    return { ...NOTHING, year: asked, reason: yearReason({ year: asked, hasListens: false, standing }) };
  const [first, latest, today] = [dayOf(extent.first), dayOf(extent.latest), dayOf(now)];
  const year = asked ?? yearOf(latest);
  const playsIn = (wanted: number) => {
    const [from, to] = [`${wanted}-01-01`, `${wanted}-12-31`];
    return readYearPlays(tx, userId, { spans: zonedWeeks(listener, from, to), from, to });
  };
  const plays = await playsIn(year);
  const before = yearOf(first) < year ? await playsIn(year - 1) : null;
  const weeks = await readWeeks(tx, userId);
  const span = combineWeeks(weeksOf(weeks, year));
  const spanBefore = combineWeeks(weeksOf(weeks, year - 1));
  return {
    year,
    years: Array.from({ length: yearOf(latest) - yearOf(first) + 1 }, (_, n) => yearOf(latest) - n),
    inProgress: yearOf(today) === year,
    listens: plays.listens,
    listensBefore: before?.listens ?? null,
    tracks: plays.tracks,
    artists: plays.artists,
    newTracks: before && plays.newTracks,
    newArtists: before && plays.newArtists,
    ...hoursOf(plays),
    months: monthsOf(plays.months, { year, first, today }),
    topArtists: [...plays.topArtists],
    topTracks: [...plays.topTracks],
    axes: span.axes,
    axesBefore: spanBefore.listens === 0 ? null : spanBefore.axes,
    coverage: span.coverage,
    farthest: farthestWeek(await readMomenta(tx, userId), { year, current: listenerWeeks(listener, now).current }),
    reason: plays.listens > 0 ? null : yearReason({ year, hasListens: true, standing }),
  };
}

function weeksOf(weeks: readonly Week[], year: number): Week[] {
  return weeks.filter(({ weekStart }) => isoWeekOf(weekStart).startsWith(`${year}-`));
}

function hoursOf({ knownPlays, knownSeconds, listens }: YearPlays): Pick<YearReviewShape, 'hours' | 'hoursCoverage'> {
  return {
    hours: knownPlays === 0 ? null : knownSeconds / 3600,
    hoursCoverage: listens === 0 ? 0 : knownPlays / listens,
  };
}

const yearOf = (day: string): number => Number(day.slice(0, 4));

const NOTHING = {
  year: null,
  years: [],
  inProgress: false,
  listens: 0,
  listensBefore: null,
  tracks: 0,
  artists: 0,
  newTracks: null,
  newArtists: null,
  hours: null,
  hoursCoverage: 0,
  months: Array.from({ length: 12 }, () => null),
  topArtists: [],
  topTracks: [],
  axes: Object.fromEntries(axisNames.map((axis) => [axis, null])) as YearReviewShape['axes'],
  axesBefore: null,
  coverage: 0,
  farthest: null,
  reason: null,
} satisfies YearReviewShape;
