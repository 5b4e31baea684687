import { AXES } from '../charts/axes.ts';
import type { Alert, Moods } from '../data/queries/moods.ts';
import { compareWord } from './axis-words.ts';
import { formatWeekNumber } from './dates.ts';
import { formatDecimal } from './format.ts';
import type { Reader } from './format.ts';

/** One part of a change: an artist or a track, all others together, or what is no change of taste. */
export interface AlertPart {
  key: string;
  kind: 'artist' | 'track' | 'others' | 'evidence';
  name: string;
  /** Absent for what has no page. */
  id?: string | undefined;
  /** Of a track: who made it. */
  by?: string;
  /** What it did to the mean. */
  change: number;
  /** Of the whole change, in whole per cent; all parts make 100. Null where there is no change to divide. */
  percent: number | null;
  /** Shares of the scored plays before and since; null for what is not one artist or track. */
  shares: readonly [before: number, after: number] | null;
}

/** What a mark on a chart tells of an alert. */
export interface AlertMark extends Pick<Alert, 'id' | 'axis' | 'direction'> {
  isoWeek: string;
  weekStart: string;
  /** The first week of the new level; null where only the mark is known. */
  sinceStart: string | null;
}

/** "More energetic", "Sadder": what an alert says, in a word or two. */
export function alertTitle({ axis, direction }: Pick<Alert, 'axis' | 'direction'>): string {
  const word = compareWord(axis, direction);
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** For a mark on a chart: what, when, which way. */
export function alertLabel(alert: Pick<Alert, 'axis' | 'direction'> & { isoWeek: string }): string {
  const { axis, direction, isoWeek } = alert;
  return `${AXES[axis].name} went ${direction} in ${formatWeekNumber(isoWeek).toLowerCase()} of ${isoWeek.slice(0, 4)}`;
}

/** The marks for a chart of weeks. Of alerts that could not be read only what the weeks' own answer tells. Dismissed ones have none. */
export function alertMarks(moods: Pick<Moods, 'alerts'>, alerts: readonly Alert[] | null): AlertMark[] {
  if (alerts === null) return moods.alerts.map((mark) => ({ ...mark, sinceStart: null }));
  return alerts
    .filter(({ dismissedAt }) => dismissedAt === null)
    .map(({ id, axis, direction, found, since }) => ({ id, axis, direction, ...found, sinceStart: since.weekStart }))
    .toReversed();
}

/** By how much, with the interval: "by 0.28 (80 % interval 0.21 to 0.36)". */
export function alertSize({ size, low, high }: Pick<Alert, 'size' | 'low' | 'high'>, reader: Reader): string {
  const bounds = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b);
  const crosses = low < 0 && high > 0;
  const interval = crosses
    ? `${formatDecimal(low, reader)} to ${formatDecimal(high, reader)}`
    : `${formatDecimal(bounds[0], reader)} to ${formatDecimal(bounds[1], reader)}`;
  return `by ${formatDecimal(Math.abs(size), reader)} (80 % interval ${interval})`;
}

/** What an interval is worth, in a sentence. */
export function calibrationText({ calibrated }: Pick<Alert, 'calibrated'>): string {
  return calibrated
    ? 'The scores behind this were shown to be as sure as they say, on at least 100 real tracks.'
    : 'That the scores behind this are as sure as they say has not been shown on real music yet. Read the interval as a rough band.';
}

/** Why an alert did not say so at the time; null for one that did. */
export function historyText({ announced }: Pick<Alert, 'announced'>): string | null {
  return announced
    ? null
    : 'This came to light later, when older listens or better scores came in, so it was not announced when it happened.';
}

/**
 * The parts of a change, strongest first: so many artists or tracks by name, the rest together, and what may come from plays having
 * moved between measured and tag-scored tracks. They sum to after − before.
 */
export function alertParts(alert: Alert, by: 'artist' | 'track', most: number): AlertPart[] {
  const named =
    by === 'artist'
      ? alert.artists.map((one) => ({
          ...partOf(one),
          key: `artist ${one.artist}`,
          kind: by,
          name: one.artist,
          id: one.artistId,
        }))
      : alert.tracks.map((one) => ({
          ...partOf(one),
          key: `track ${one.recordingId}`,
          kind: by,
          name: one.title,
          id: one.recordingId,
          by: one.artistCredit,
        }));
  const rest = by === 'artist' ? alert.otherArtists : alert.otherTracks;
  const tail = named.slice(most);
  const others = {
    key: 'others',
    kind: 'others' as const,
    name: othersName(rest.count + tail.length, by),
    change: rest.change + tail.reduce((sum, { change }) => sum + change, 0),
    shares: null,
  };
  const evidence = {
    key: 'evidence',
    kind: 'evidence' as const,
    name: 'Plays that moved between measured tracks and tracks scored by tags',
    change: alert.evidence,
    shares: null,
  };
  const parts = [
    ...named.slice(0, most),
    ...(rest.count + tail.length === 0 ? [] : [others]),
    ...(alert.evidence === 0 ? [] : [evidence]),
  ];
  const percents = percentsOf(parts.map(({ change }) => change));
  return parts.map((part, at) => ({ ...part, percent: percents[at] ?? null }));
}

/** The whole change that the parts sum to. */
export function alertChange(alert: Alert): number {
  const { before, after, artists, otherArtists, evidence } = alert;
  if (before !== null && after !== null) return after - before;
  return artists.reduce((sum, { change }) => sum + change, otherArtists.change + evidence);
}

function partOf({ change, shareBefore, shareAfter }: { change: number; shareBefore: number; shareAfter: number }) {
  return { change, shares: [shareBefore, shareAfter] as const };
}

function othersName(count: number, by: 'artist' | 'track'): string {
  return count === 1 ? `One other ${by}` : `${count} other ${by}s`;
}

/** Whole per cents that sum to 100: rounded down, and what is left given to those that lost most (the largest remainder). */
function percentsOf(changes: readonly number[]): (number | null)[] {
  const total = changes.reduce((sum, change) => sum + change, 0);
  if (Math.abs(total) < 1e-9) return changes.map(() => null);
  const exact = changes.map((change) => (100 * change) / total);
  const whole = exact.map(Math.floor);
  const left = 100 - whole.reduce((sum, percent) => sum + percent, 0);
  const byRemainder = exact
    .map((percent, at) => ({ at, remainder: percent - whole[at]! }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder.slice(0, Math.round(left))) whole[at]! += 1;
  return whole;
}
