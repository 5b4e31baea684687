import { moodText } from '../charts/moods.ts';
import type { MoodFilters, Moods, MoodWeek } from '../data/queries/moods.ts';
import { addDays, formatWeekNumber, isoWeekOf } from './dates.ts';
import { formatShare, plural } from './format.ts';
import type { Reader } from './format.ts';

/** How far back the stream goes, the usual first. */
export const SPANS = ['year', 'half', 'three', 'all'] as const;
export type SpanName = (typeof SPANS)[number];

export const SPAN_NAMES: Readonly<Record<SpanName, string>> = {
  half: '6 months',
  year: '1 year',
  three: '3 years',
  all: 'All',
};

const SPAN_WEEKS: Readonly<Record<SpanName, number | null>> = { half: 26, year: 52, three: 157, all: null };

/** The first week of a span that ends now, as the API names weeks (2025-W47); null where it has no beginning. */
export function firstWeek(span: SpanName, now: number): string | null {
  const weeks = SPAN_WEEKS[span];
  return weeks === null ? null : isoWeekOf(addDays(new Date(now).toISOString().slice(0, 10), -7 * (weeks - 1)));
}

/** The week that is looked at: the one asked for if it has plays, or else the newest that is over, or else the newest. */
export function weekToShow({ weeks }: Moods, asked: string | null): string | null {
  const played = weeks.filter(({ plays }) => plays > 0);
  const shown =
    played.find(({ isoWeek }) => isoWeek === asked) ??
    played.findLast(({ inProgress }) => !inProgress) ??
    played.at(-1);
  return shown?.isoWeek ?? null;
}

/** A mood and its share of some plays. */
export interface MoodShare {
  mood: string;
  share: number;
}

/** The share of each mood in the plays of some weeks that have a mood, greatest first; empty where none has. */
export function shareMoods(weeks: readonly MoodWeek[]): MoodShare[] {
  const amounts = new Map<string, number>();
  for (const { moods, plays } of weeks)
    for (const { mood, share } of moods ?? []) amounts.set(mood, (amounts.get(mood) ?? 0) + share * plays);
  const all = [...amounts.values()].reduce((total, amount) => total + amount, 0);
  return [...amounts].map(([mood, amount]) => ({ mood, share: amount / all })).sort((a, b) => b.share - a.share);
}

/** What the stream shows, in two sentences: the strongest moods, and what grew or shrank most from its first third to its last. */
export function summariseMoods({ weeks }: Moods, reader: Reader): string {
  const [first, second] = shareMoods(weeks);
  if (first === undefined) return 'No play of these weeks has a mood yet.';
  const strongest = [first, ...(second === undefined ? [] : [second])]
    .map(({ mood, share }) => `${moodText(mood).name.toLowerCase()} (${formatShare(share, reader)})`)
    .join(' and ');
  const known = weeks.filter(({ moods }) => moods !== null);
  return `The most common: ${strongest}. ${describeTurn(known, reader)}`;
}

/** A week in a sentence, for who steps through the weeks without seeing them. */
export function describeMoodWeek(week: MoodWeek, reader: Reader): string {
  const name = `${formatWeekNumber(week.isoWeek)} of ${week.isoWeek.slice(0, 4)}${week.inProgress ? ', so far' : ''}`;
  if (week.moods === null) return `${name}: no plays`;
  const shares = week.moods
    .toSorted((a, b) => b.share - a.share)
    .slice(0, 3)
    .map(({ mood, share }) => `${moodText(mood).name.toLowerCase()} ${formatShare(share, reader)}`);
  return `${name}, ${plural(week.plays, 'play', reader)}: ${shares.length === 0 ? 'no moods known' : shares.join(', ')}`;
}

/** Which plays are looked at: "Plays of Portishead, on Warp, told of by ListenBrainz"; null where it is all of them. */
export function describeFilter({ artist, label, source }: MoodFilters): string | null {
  const parts = [
    ...(artist === null ? [] : [`of ${artist}`]),
    ...(label === null ? [] : [`on ${label}`]),
    ...(source === null ? [] : [`told of by ${sourceName(source)}`]),
  ];
  return parts.length === 0 ? null : `Plays ${parts.join(', ')}`;
}

/** Who told of plays, as people call it. */
export function sourceName(source: string): string {
  return SOURCE_NAMES[source] ?? source;
}

const SOURCE_NAMES: Readonly<Record<string, string>> = {
  listenbrainz: 'ListenBrainz',
  lastfm: 'Last.fm',
  spotify: 'Spotify',
  import: 'an export file',
  demo: 'the demo',
};

/** Fewer weeks have no beginning and end to compare. */
const FEWEST_WEEKS = 6;
/** Less than this is no turn. */
const TURN = 0.05;

function describeTurn(weeks: readonly MoodWeek[], reader: Reader): string {
  if (weeks.length < FEWEST_WEEKS) return 'There are too few weeks to see a turn.';
  const third = Math.floor(weeks.length / 3);
  const before = new Map(shareMoods(weeks.slice(0, third)).map(({ mood, share }) => [mood, share]));
  const after = new Map(shareMoods(weeks.slice(-third)).map(({ mood, share }) => [mood, share]));
  const [most] = [...new Set([...before.keys(), ...after.keys()])]
    .map((mood) => ({ mood, was: before.get(mood) ?? 0, is: after.get(mood) ?? 0 }))
    .sort((a, b) => Math.abs(b.is - b.was) - Math.abs(a.is - a.was));
  if (most === undefined || Math.abs(most.is - most.was) < TURN)
    return 'No mood has grown or shrunk by more than 5 points from the first third of these weeks to the last.';
  const word = most.is > most.was ? 'grew' : 'shrank';
  return `${moodText(most.mood).name} ${word} most: ${formatShare(most.was, reader)} in the first third of these weeks, ${formatShare(most.is, reader)} in the last.`;
}
