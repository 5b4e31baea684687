import { addWeeks, isoWeekOf, weekStartOfIsoWeek } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { addDays } from '../calendar/days.ts';
import { axisNames, type AxisName, type AxisSummaryShape } from '../contract/primitives.ts';
import type { CardPart, CardShape, CardWishShape } from '../contract/shares.ts';
import type { ApiSettings } from '../deps.ts';
import { readVibes } from '../handlers/vibes.ts';
import { readYear } from '../handlers/year.ts';
import { listenerWeeks } from '../overview/listener-weeks.ts';
import { readListener } from '../queries/listener.ts';
import { readWeekOfCard } from '../queries/week-of-card.ts';
import { notFound } from '../server/problem-error.ts';

export interface CardInput {
  readonly now: Date;
  readonly settings: ApiSettings;
}

/** The card that a listener wishes for, with the parts that they chose and nothing else. @throws 404 where there is nothing of that time */
export async function makeCard(tx: Sql, userId: string, wish: CardWishShape, input: CardInput): Promise<CardShape> {
  const listener = await readListener(tx, userId);
  if (listener === undefined) throw notFound('listener', 'Start SideTrack again: it makes the local user anew.');
  const whole =
    wish.kind === 'week' ? await weekCard(tx, userId, wish.week, input) : await yearCard(tx, userId, wish.year, input);
  return onlyChosen({ ...whole, name: listener.displayName }, new Set(wish.parts));
}

const EMPTY = {
  name: null,
  listens: null,
  sentence: null,
  months: null,
  axes: null,
  coverage: null,
  artists: null,
  tracks: null,
} as const;

async function weekCard(tx: Sql, userId: string, isoWeek: string, { now, settings }: CardInput): Promise<CardShape> {
  const weekStart = weekStartOfIsoWeek(isoWeek);
  const week = weekStart === null ? undefined : await readWeekOfCard(tx, userId, weekStart);
  if (weekStart === null || week === undefined)
    throw notFound(`week ${isoWeek} with listens`, 'Choose a week of the radar page.');
  const { sentence } = await readVibes(tx, userId, { asked: isoWeek, now, settings });
  const { current } = listenerWeeks((await readListener(tx, userId))!, now);
  return {
    ...EMPTY,
    kind: 'week',
    title: titleOf(weekStart),
    from: weekStart,
    to: addDays(weekStart, 6),
    inProgress: weekStart >= current && now.toISOString().slice(0, 10) < addWeeks(weekStart, 1),
    listens: week.listens,
    sentence,
    axes: knownAxes(week.axes),
    coverage: week.scoreCoverage,
    artists: week.topArtists.slice(0, TOP).map(({ artist, plays }) => ({ name: artist, plays })),
    tracks: week.topTracks.slice(0, TOP).map(({ title, artistCredit, plays }) => ({ title, artistCredit, plays })),
  };
}

async function yearCard(tx: Sql, userId: string, year: number, input: CardInput): Promise<CardShape> {
  const review = await readYear(tx, userId, { asked: year, ...input });
  if (review.listens === 0) throw notFound(`year ${year} with listens`, 'Choose another year.');
  return {
    ...EMPTY,
    kind: 'year',
    title: String(year),
    from: `${year}-01-01`,
    to: `${year}-12-31`,
    inProgress: review.inProgress,
    listens: review.listens,
    months: review.months,
    axes: knownAxes(review.axes),
    coverage: review.coverage,
    artists: review.topArtists.slice(0, TOP).map(({ name, plays }) => ({ name, plays })),
    tracks: review.topTracks.slice(0, TOP).map(({ title, artistCredit, plays }) => ({ title, artistCredit, plays })),
  };
}

const TOP = 5;

function onlyChosen(card: CardShape, chosen: ReadonlySet<CardPart>): CardShape {
  const shown = <Value>(part: CardPart, value: Value): Value | null => (chosen.has(part) ? value : null);
  const { kind, title, from, to, inProgress } = card;
  return {
    ...{ kind, title, from, to, inProgress },
    name: shown('name', card.name),
    listens: shown('listens', card.listens),
    sentence: shown('sentence', card.sentence),
    months: shown('months', card.months),
    axes: shown('axes', card.axes),
    coverage: shown('axes', card.coverage),
    artists: shown('artists', card.artists),
    tracks: shown('tracks', card.tracks),
  };
}

function knownAxes(axes: Readonly<Partial<Record<AxisName, AxisSummaryShape | null>>>): CardShape['axes'] {
  return axisNames.flatMap((axis) => {
    const summary = axes[axis] ?? null;
    return summary === null ? [] : [{ axis, mean: summary.mean, low: summary.low, high: summary.high }];
  });
}

function titleOf(weekStart: string): string {
  const [year, number] = isoWeekOf(weekStart).split('-W');
  return `Week ${Number(number)}, ${year ?? ''}`;
}
