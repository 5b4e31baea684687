import { AXES, type Axis } from '../axes/axis.ts';
import { moodOf } from '../axes/moods.ts';
import { summariseAxis, type AxisSummary } from './axis-summary.ts';

/** A track of a week with its number of plays. `scores` may lack axes, or be empty: not scored. */
export interface WeekTrack {
  recordingId: string;
  title: string;
  artistCredit: string;
  /** What tells artists apart: a normalised name. */
  artistKey: string;
  artistName: string;
  plays: number;
  hasAudio: boolean;
  scores: Readonly<Partial<Record<Axis, { value: number; low: number; high: number }>>>;
}

/**
 * One week of one listener. Shares and coverages are of plays, from 0 to 1. `moods` gives each mood that occurs its share
 * and the plays without one as `unscored`; they sum to 1. `effectiveArtists` is the number of equally played artists that
 * would be as diverse: the exponential of Shannon's entropy (Hill number of order 1; Jost 2006).
 */
export interface WeekSummary {
  listens: number;
  distinctTracks: number;
  effectiveArtists: number;
  audioCoverage: number;
  scoreCoverage: number;
  axes: Record<Axis, AxisSummary | null>;
  moods: Record<string, number>;
  topArtists: { artist: string; plays: number }[];
  topTracks: { recordingId: string; title: string; artistCredit: string; plays: number }[];
}

/** Summarises the tracks of one week, each given once. The order of the tracks does not matter, to the bit. */
export function summariseWeek(unordered: readonly WeekTrack[]): WeekSummary {
  const tracks = unordered.toSorted((a, b) => compare(a.recordingId, b.recordingId));
  const listens = sum(tracks, ({ plays }) => plays);
  const share = (of: (track: WeekTrack) => boolean) =>
    listens === 0 ? 0 : sum(tracks.filter(of), ({ plays }) => plays) / listens;
  const artists = playsByArtist(tracks);
  return {
    listens,
    distinctTracks: tracks.length,
    effectiveArtists: effectiveNumber(artists.map(({ plays }) => plays)),
    audioCoverage: share(({ hasAudio }) => hasAudio),
    scoreCoverage: share(({ scores }) => Object.keys(scores).length > 0),
    axes: Object.fromEntries(AXES.map((axis) => [axis, summariseAxis(tracks, axis)])) as Record<
      Axis,
      AxisSummary | null
    >,
    moods: moodShares(tracks, listens),
    topArtists: artists.slice(0, TOP).map(({ name, plays }) => ({ artist: name, plays })),
    topTracks: tracks
      .toSorted((a, b) => b.plays - a.plays || compare(a.recordingId, b.recordingId))
      .slice(0, TOP)
      .map(({ recordingId, title, artistCredit, plays }) => ({ recordingId, title, artistCredit, plays })),
  };
}

/** The share of plays without a mood, among the keys of `moods`. */
export const UNSCORED = 'unscored';

const TOP = 10;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const sum = <T>(items: readonly T[], of: (item: T) => number) => items.reduce((total, item) => total + of(item), 0);

/** How many equally common kinds would be as diverse as these counts; 0 where there are none. */
export function effectiveNumber(counts: readonly number[]): number {
  const total = sum(counts, (count) => count);
  if (total === 0) return 0;
  return Math.exp(-sum(counts, (count) => (count === 0 ? 0 : (count / total) * Math.log(count / total))));
}

function playsByArtist(tracks: readonly WeekTrack[]): { name: string; plays: number }[] {
  const byKey = new Map<string, { key: string; name: string; plays: number }>();
  for (const { artistKey, artistName, plays } of tracks) {
    const known = byKey.get(artistKey);
    if (known === undefined) byKey.set(artistKey, { key: artistKey, name: artistName, plays });
    else known.plays += plays;
  }
  return [...byKey.values()].sort((a, b) => b.plays - a.plays || compare(a.key, b.key));
}

function moodShares(tracks: readonly WeekTrack[], listens: number): Record<string, number> {
  const plays = new Map<string, number>();
  for (const track of tracks) {
    const mood = moodOf(track.scores) ?? UNSCORED;
    plays.set(mood, (plays.get(mood) ?? 0) + track.plays);
  }
  return Object.fromEntries(
    [...plays].sort(([a], [b]) => compare(a, b)).map(([mood, count]) => [mood, count / listens]),
  );
}
