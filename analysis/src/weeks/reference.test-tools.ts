import { AXES, type Axis } from '../axes/axis.ts';
import { Z80 } from '../axes/fuse.ts';
import { moodShares } from '../axes/mood-shares.ts';
import { MOODS } from '../axes/moods.ts';
import { tagKey } from '../axes/tag-spellings.ts';
import { isNoiseTag } from '../axes/tag-noise.ts';
import { SHARED_ERROR_SHARE } from '../axes/variances.ts';
import { regimeOf } from '../change/regime.ts';
import { weekEvidence } from '../change/week-evidence.ts';
import type { WeekSummary } from './summary.ts';
import type { WeekTrack } from './track-table.ts';

export type PlayedTrack = WeekTrack & { plays: number };

/** A week's summary as plainly as it can be said, a list at a time: what the walk over columns is compared with. */
export function plainSummary(tracks: readonly PlayedTrack[]): WeekSummary {
  const listens = sum(tracks.map(({ plays }) => plays));
  const share = (which: (track: PlayedTrack) => boolean) =>
    listens === 0 ? 0 : sum(tracks.filter(which).map(({ plays }) => plays)) / listens;
  const artists = totals(tracks.map(({ artistKey, plays }) => [artistKey, plays]));
  const tags = totals(tracks.flatMap((track) => tagsOf(track).map(([tag, part]) => [tag, part * track.plays])));
  const moods = totals(
    tracks.flatMap((track) => moodsOf(track).map(([mood, part]) => [mood, (part * track.plays) / listens])),
  );
  return {
    listens,
    distinctTracks: tracks.length,
    effectiveArtists: diversity([...artists.values()]),
    effectiveTags: tags.size === 0 ? null : diversity([...tags.values()]),
    tagCoverage: share((track) => tagsOf(track).length > 0),
    audioCoverage: share(({ hasAudio }) => hasAudio),
    scoreCoverage: share(({ scores }) => Object.keys(scores).length > 0),
    axes: Object.fromEntries(AXES.map((axis) => [axis, axisSummary(tracks, axis)])) as WeekSummary['axes'],
    moods: Object.fromEntries([...moods].filter(([, part]) => part > 0)),
    topArtists: [...artists]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, 10)
      .map(([key, plays]) => ({ artist: byId(tracks).find(({ artistKey }) => artistKey === key)!.artistName, plays })),
    topTracks: byId(tracks)
      .sort((a, b) => b.plays - a.plays)
      .slice(0, 10)
      .map(({ recordingId, title, artistCredit, plays }) => ({ recordingId, title, artistCredit, plays })),
    regime: regimeOf(tracks),
    evidence: weekEvidence(tracks),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const byId = (tracks: readonly PlayedTrack[]) => tracks.toSorted((a, b) => (a.recordingId < b.recordingId ? -1 : 1));

function totals(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const map = new Map<string, number>();
  for (const [key, amount] of entries) map.set(key, (map.get(key) ?? 0) + amount);
  return map;
}

function diversity(amounts: readonly number[]): number {
  const total = sum(amounts);
  return total === 0 ? 0 : Math.exp(-sum(amounts.map((amount) => (amount / total) * Math.log(amount / total))));
}

function moodsOf({ scores }: PlayedTrack): [string, number][] {
  const shares = moodShares(scores);
  return shares === null ? [['unscored', 1]] : MOODS.map(({ mood }, m) => [mood, shares[m]!]);
}

function tagsOf({ tags }: PlayedTrack): [string, number][] {
  const weights = new Map<string, number>();
  const given = tags.flatMap(({ of, tags: own, weights: all }) => own.map((tag, i) => ({ tag, weight: all[i]!, of })));
  for (const { tag, weight, of } of given) {
    const key = tagKey(tag);
    const counted = of === 'artist' ? weight * 0.4 : weight;
    if (!isNoiseTag(key) && counted > (weights.get(key) ?? 0)) weights.set(key, counted);
  }
  const total = sum([...weights.values()]);
  return [...weights].map(([key, weight]) => [key, weight / total]);
}

function axisSummary(tracks: readonly PlayedTrack[], axis: Axis): WeekSummary['axes'][Axis] {
  const scored = tracks.filter(({ scores }) => scores[axis] !== undefined);
  if (scored.length === 0) return null;
  const plays = sum(scored.map((track) => track.plays));
  const weight = (track: PlayedTrack) => track.plays / plays;
  const value = ({ scores }: PlayedTrack) => scores[axis]!.value;
  const deviation = ({ scores }: PlayedTrack) => (scores[axis]!.high - scores[axis]!.low) / (2 * Z80);
  const mean = sum(scored.map((track) => weight(track) * value(track)));
  const variance = sum(scored.map((track) => weight(track) * (value(track) - mean) ** 2));
  const coverage = plays / sum(tracks.map((track) => track.plays));
  const effective = 1 / sum(scored.map((track) => weight(track) ** 2));
  const sampling = (((variance * effective + 0.15 ** 2) / (effective + 1)) * (1 - coverage)) / effective;
  const own = (1 - SHARED_ERROR_SHARE) * sum(scored.map((track) => (weight(track) * deviation(track)) ** 2)) + sampling;
  const common = SHARED_ERROR_SHARE * sum(scored.map((track) => weight(track) * deviation(track))) ** 2;
  const half = Z80 * Math.sqrt(own + common);
  return {
    mean,
    low: Math.max(0, mean - half),
    high: Math.min(1, mean + half),
    spread: Math.sqrt(variance),
    coverage,
    ownDeviation: Math.sqrt(own),
  };
}
