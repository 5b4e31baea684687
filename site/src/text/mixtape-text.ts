import type { Mixtape } from '../data/queries/mixtape.ts';
import { formatWeekNumber } from './dates.ts';
import { formatShare, plural } from './format.ts';
import type { Reader } from './format.ts';

/** What a mixtape is made of, in a sentence. */
export function describeMaking({ weeks, tracks, cluster }: Mixtape, reader: Reader): string {
  if (cluster === null) return '';
  const from = weeks.length === 1 ? formatWeekNumber(weeks[0] ?? '') : `${weeks.length} weeks`;
  if (cluster.clusters === 0) {
    return `From ${from}: ${plural(tracks.length, 'track', reader)} that stand for the ${plural(cluster.tracks, 'track', reader)} you played. They are spread evenly, so all count as one cluster.`;
  }
  const clusters =
    cluster.clusters === 1
      ? 'the one cluster of alike tracks'
      : `the most played of ${cluster.clusters} clusters of alike tracks`;
  return `From ${from}: ${plural(tracks.length, 'track', reader)} that stand for ${clusters}, ${cluster.tracks} tracks with ${formatShare(cluster.share, reader)} of the plays.`;
}

/** What was heard and is not on it, by reason, in words; only reasons that hold. */
export function describeLeftOut({ leftOut }: Pick<Mixtape, 'leftOut'>, reader: Reader): string[] {
  const reasons: readonly (readonly [number, string])[] = [
    [leftOut.notChosen, 'alike to one that is on it, which stands for them'],
    [leftOut.otherClusters, 'in another cluster'],
    [leftOut.betweenClusters, 'in no cluster'],
    [leftOut.notOnMap, 'not on the map, for want of tags or audio'],
    [leftOut.unfitLength, 'shorter than 30 seconds or longer than 20 minutes'],
  ];
  return reasons.filter(([count]) => count > 0).map(([count, why]) => `${plural(count, 'track', reader)} ${why}`);
}

/** The reason for an empty mixtape, without the API's own paths, which are for programs. */
export function withoutPaths(reason: string | null): string {
  const sentences = (reason ?? '').split(/(?<=\.)\s+/).filter((sentence) => !sentence.includes('/api/'));
  return sentences.join(' ') || 'Nothing that was heard around this week is on a map yet.';
}
