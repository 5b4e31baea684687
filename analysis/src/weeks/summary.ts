import { AXES, type Axis } from '../axes/axis.ts';
import { MOODS } from '../axes/moods.ts';
import { regimeOf } from '../change/regime.ts';
import type { WeekEvidence } from '../change/week-evidence.ts';
import { summariseAxis, type AxisSummary } from './axis-summary.ts';
import { evidenceOf } from './class-evidence.ts';
import { effectiveNumber } from './diversity.ts';
import { topOf } from './top.ts';
import type { TrackTable } from './track-table.ts';

/** What was played, by the tracks' places in the table, ascending, each with its number of plays. */
export interface PlayedTracks {
  tracks: Int32Array;
  plays: Int32Array;
}

/** The plays of a week or of a part of it, and what moods they have. `moods`: the share of each that occurs, and of the plays without one as `unscored`; they sum to 1. */
export interface MoodSummary {
  listens: number;
  scoreCoverage: number;
  moods: Record<string, number>;
}

/**
 * One week of one listener. Shares and coverages are of plays, from 0 to 1. `effectiveArtists` is the number of equally played artists
 * that would be as diverse, `effectiveTags` that of tags, among which each play of a tagged track is divided by their weights (null
 * without tags). `regime` and `evidence` are what changes of taste are told from.
 */
export interface WeekSummary extends MoodSummary {
  distinctTracks: number;
  effectiveArtists: number;
  effectiveTags: number | null;
  tagCoverage: number;
  audioCoverage: number;
  axes: Record<Axis, AxisSummary | null>;
  topArtists: { artist: string; plays: number }[];
  topTracks: { recordingId: string; title: string; artistCredit: string; plays: number }[];
  regime: string;
  evidence: WeekEvidence;
}

/** The share of plays without a mood, among the keys of `moods`. */
export const UNSCORED = 'unscored';
const TOP = 10;

/** Summarises one week. The same plays give the same bits, whatever else the table holds. */
export function summariseWeek(table: TrackTable, played: PlayedTracks): WeekSummary {
  const { tracks, plays } = played;
  const moods = summariseMoods(table, played);
  const { listens } = moods;
  const share = (flags: Uint8Array) => (listens === 0 ? 0 : playsWith(flags, played) / listens);
  return {
    ...moods,
    distinctTracks: tracks.length,
    ...artistsOf(table, played),
    ...tagsOf(table, played, listens),
    audioCoverage: share(table.audio),
    axes: Object.fromEntries(
      AXES.map((axis, a) => [
        axis,
        summariseAxis(played, listens, { value: table.value[a]!, deviation: table.deviation[a]! }),
      ]),
    ) as Record<Axis, AxisSummary | null>,
    topTracks: topOf(plays, TOP).map((i) => {
      const { recordingId, title, artistCredit } = table.tracks[tracks[i]!]!;
      return { recordingId, title, artistCredit, plays: plays[i]! };
    }),
    regime: regimeOfPlays(table, played),
    evidence: evidenceOf(table, played),
  };
}

/** The moods of some plays; of a week or of what a filter leaves of it. */
export function summariseMoods(table: TrackTable, played: PlayedTracks): MoodSummary {
  const { tracks, plays } = played;
  const amounts = new Float64Array(MOODS.length);
  let listens = 0;
  let unscored = 0;
  for (let i = 0; i < tracks.length; i++) {
    const count = plays[i]!;
    listens += count;
    const first = tracks[i]! * MOODS.length;
    if (Number.isNaN(table.moods[first]!)) unscored += count;
    else for (let m = 0; m < amounts.length; m++) amounts[m]! += count * table.moods[first + m]!;
  }
  const named = MOODS.flatMap(({ mood }, m) => (amounts[m]! > 0 ? [[mood, amounts[m]! / listens] as const] : []));
  if (unscored > 0) named.push([UNSCORED, unscored / listens]);
  return {
    listens,
    scoreCoverage: listens === 0 ? 0 : playsWith(table.scored, played) / listens,
    moods: Object.fromEntries(named),
  };
}

function playsWith(flags: Uint8Array, { tracks, plays }: PlayedTracks): number {
  let total = 0;
  for (let i = 0; i < tracks.length; i++) if (flags[tracks[i]!] === 1) total += plays[i]!;
  return total;
}

function regimeOfPlays({ scored, audio }: TrackTable, { tracks, plays }: PlayedTracks): string {
  const counts = [0, 0];
  for (let i = 0; i < tracks.length; i++) if (scored[tracks[i]!] === 1) counts[audio[tracks[i]!]!]! += plays[i]!;
  // Two tracks stand for all of their kind: the regime knows plays and kinds only.
  return regimeOf(counts.map((count, kind) => ({ plays: count, hasAudio: kind === 1, scores: { any: true } })));
}

function artistsOf(
  table: TrackTable,
  { tracks, plays }: PlayedTracks,
): Pick<WeekSummary, 'effectiveArtists' | 'topArtists'> {
  // In the order in which the artists first occur in this week, which no other week can change.
  const positions = new Map<number, number>();
  const counts: number[] = [];
  const first: number[] = [];
  for (let i = 0; i < tracks.length; i++) {
    const artist = table.artist[tracks[i]!]!;
    const at = positions.get(artist);
    if (at === undefined) {
      positions.set(artist, counts.length);
      counts.push(plays[i]!);
      first.push(tracks[i]!);
    } else counts[at]! += plays[i]!;
  }
  const keyOf = (i: number) => table.tracks[first[i]!]!.artistKey;
  return {
    effectiveArtists: effectiveNumber(counts),
    topArtists: topOf(counts, TOP, (a, b) => keyOf(a) < keyOf(b)).map((i) => ({
      artist: table.tracks[first[i]!]!.artistName,
      plays: counts[i]!,
    })),
  };
}

function tagsOf(
  { tags: { starts, tags, shares, count } }: TrackTable,
  { tracks, plays }: PlayedTracks,
  listens: number,
): Pick<WeekSummary, 'effectiveTags' | 'tagCoverage'> {
  const amounts = new Float64Array(count);
  let tagged = 0;
  for (let i = 0; i < tracks.length; i++) {
    const from = starts[tracks[i]!]!;
    const to = starts[tracks[i]! + 1]!;
    if (from < to) tagged += plays[i]!;
    for (let at = from; at < to; at++) amounts[tags[at]!]! += plays[i]! * shares[at]!;
  }
  return {
    effectiveTags: tagged === 0 ? null : effectiveNumber(amounts),
    tagCoverage: listens === 0 ? 0 : tagged / listens,
  };
}
