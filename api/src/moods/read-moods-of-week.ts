import { MOODS, summariseMoods, topOf, weekStartOfIsoWeek, type TrackTable } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { MoodsOfWeekShape } from '../contract/mood-week.ts';
import type { ApiSettings } from '../deps.ts';
import { listenerWeeks, namedWeek } from '../overview/listener-weeks.ts';
import { noListens } from '../overview/no-listens.ts';
import { readFilteredPlays, type FilteredPlays } from '../queries/filtered-plays.ts';
import { readListener } from '../queries/listener.ts';
import { readMoodOptions } from '../queries/mood-options.ts';
import { readMoodWeeks, type StoredMoods } from '../queries/mood-weeks.ts';
import { readStanding, type Standing } from '../queries/standing.ts';
import { readTrackMoods } from '../queries/track-moods.ts';
import { readTrackNames, type TrackName } from '../queries/track-names.ts';
import { notFound } from '../server/problem-error.ts';
import { moodsReason } from './reason.ts';

export interface MoodsOfWeekQuestion {
  /** 2026-W47; null for the newest week with listens. */
  readonly week: string | null;
  readonly artist: string | null;
  readonly label: string | null;
  readonly source: string | null;
}

const TRACKS_OF_MOOD = 5;
const TRACKS = 10;

/** The moods of one week of a listener, and the tracks that make them. */
export async function readMoodsOfWeek(
  tx: Sql,
  userId: string,
  { now, settings, ...asked }: MoodsOfWeekQuestion & { now: Date; settings: ApiSettings },
): Promise<MoodsOfWeekShape> {
  const listener = await readListener(tx, userId);
  if (listener === undefined) throw notFound('listener', 'Start SideTrack again: it makes the local user anew.');
  const calendar = listenerWeeks(listener, now);
  const { artist, label, source } = asked;
  // Options are read for the spellings of one artist alone.
  const spellings = artist === null ? null : (await readMoodOptions(tx, userId, artist)).spellings;
  const filter = { artist: artist === null ? null : (spellings?.[0] ?? artist), label, source };
  const standing = await readStanding(tx, userId, settings);
  const week = await readWeek(tx, userId, asked.week);
  if (week === undefined) return { ...NO_WEEK, filter, reason: noWeek(standing, asked.week) };
  const span = calendar.boundsOf(week.weekStart);
  const heard = await readFilteredPlays(tx, userId, { ...span, artists: spellings, label, source });
  const shown = await describeHeard(tx, userId, heard);
  const isFiltered = artist !== null || label !== null || source !== null;
  return {
    week: { ...namedWeek(week.weekStart, calendar.current), listens: week.listens },
    filter,
    ...shown,
    reason: moodsReason({ weeks: 1, plays: shown.plays, coverage: shown.coverage, isFiltered, standing }),
  };
}

const NO_WEEK = { week: null, plays: 0, coverage: null, moods: [], tracks: [] } satisfies Partial<MoodsOfWeekShape>;

const noWeek = (standing: Standing, asked: string | null) =>
  standing.hasListens
    ? `There are no listens in ${asked ?? 'any week yet'}. Choose another week.`
    : noListens(standing);

/** The week asked for, or the newest; undefined where there is none with listens. */
async function readWeek(tx: Sql, userId: string, asked: string | null): Promise<StoredMoods | undefined> {
  const monday = asked === null ? null : weekStartOfIsoWeek(asked);
  if (asked !== null && monday === null) return undefined;
  return (await readMoodWeeks(tx, userId, { from: monday, to: monday, source: null })).at(-1);
}

/** The moods of some plays, the tracks that make them, and the most played. */
async function describeHeard(
  tx: Sql,
  userId: string,
  heard: readonly FilteredPlays[],
): Promise<Pick<MoodsOfWeekShape, 'plays' | 'coverage' | 'moods' | 'tracks'>> {
  const ids = heard.map(({ recordingId }) => recordingId);
  const counts = Int32Array.from(heard, ({ instants }) => instants.length);
  const table = await readTrackMoods(tx, userId, ids);
  const { listens: plays, moods } = summariseMoods(table, { tracks: Int32Array.from(ids.keys()), plays: counts });
  if (plays === 0) return { plays, coverage: null, moods: [], tracks: [] };
  const names = await readTrackNames(tx, ids);
  const played = (t: number) => ({ ...names.get(ids[t]!)!, plays: counts[t]! });
  const shares = moodsByShare(moods);
  return {
    plays,
    coverage: Math.min(
      1,
      shares.reduce((sum, { share }) => sum + share, 0),
    ),
    moods: shares.map((one) => ({ ...one, tracks: makersOf(one.mood, { table, counts, played }) })),
    tracks: topOf(counts, TRACKS).map((t) => ({ ...played(t), ...likeliest(table, t) })),
  };
}

function moodsByShare(shares: Readonly<Record<string, number>>): { mood: string; share: number }[] {
  return MOODS.flatMap(({ mood }) => {
    const share = shares[mood];
    return share === undefined ? [] : [{ mood, share: Math.min(1, share) }];
  }).sort((a, b) => b.share - a.share);
}

interface Played {
  readonly table: TrackTable;
  readonly counts: Int32Array;
  readonly played: (t: number) => TrackName & { plays: number };
}

/** The tracks that make most of a mood: by plays times the chance that they are of it. */
function makersOf(mood: string, { table, counts, played }: Played): MoodsOfWeekShape['moods'][number]['tracks'] {
  const m = MOODS.findIndex((one) => one.mood === mood);
  const chanceOf = (t: number) => table.moods[t * MOODS.length + m]!;
  const amounts = Float64Array.from(counts, (count, t) => {
    const chance = chanceOf(t);
    return Number.isNaN(chance) ? 0 : count * chance;
  });
  return topOf(amounts, TRACKS_OF_MOOD)
    .filter((t) => amounts[t]! > 0)
    .map((t) => ({ ...played(t), chance: Math.min(1, chanceOf(t)) }));
}

function likeliest({ moods }: TrackTable, t: number): { mood: string | null; chance: number | null } {
  const own = moods.subarray(t * MOODS.length, (t + 1) * MOODS.length);
  if (Number.isNaN(own[0]!)) return { mood: null, chance: null };
  const [m] = topOf(own, 1);
  return { mood: MOODS[m!]!.mood, chance: Math.min(1, own[m!]!) };
}
