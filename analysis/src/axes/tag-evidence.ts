import { AXES } from './axis.ts';
import type { Evidence, EvidenceGroup, GivenTag } from './evidence.ts';
import { logit } from './logit.ts';
import { readTag } from './tag-reader.ts';
import { fittedVarianceOf, type VarianceOf } from './variances.ts';

/**
 * Opinions drawn from tags that people gave, one for each source and axis. Tags that say nothing about an axis (or are
 * in no table: "seen live", "favourites") count for nothing. An artist's tags are a source of their own, and a weaker
 * one: they say what the artist is like, not what this track is like.
 */
export function givenTagEvidence(tags: readonly GivenTag[], varianceOf: VarianceOf = fittedVarianceOf): Evidence[] {
  const bySource = new Map<string, WeightedTag[]>();
  for (const { source, tag, weight, of } of tags) {
    const name = of === 'artist' ? `${source}.artist` : source;
    const given = bySource.get(name) ?? [];
    given.push({ tag, weight: of === 'artist' ? weight * ARTIST_SHARE : weight });
    bySource.set(name, given);
  }
  return [...bySource.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([source, given]) => evidenceOf(source, groupOf(source), given, varianceOf));
}

/** Opinions drawn from a tagging model's probabilities (musicnn's 50 tags of the Million Song Dataset). */
export function modelTagEvidence(
  probabilities: Readonly<Record<string, number>>,
  varianceOf: VarianceOf = fittedVarianceOf,
): Evidence[] {
  const heard = Object.entries(probabilities)
    .filter(([, probability]) => probability >= LEAST_PROBABILITY)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([tag, weight]) => ({ tag, weight }));
  return evidenceOf('musicnn', 'folksonomy', heard, varianceOf);
}

interface WeightedTag {
  tag: string;
  weight: number;
}

/** Tag weights are relative to a source's strongest, so this much in all is one tag that everyone agreed on. */
const FULL_WEIGHT = 1;
const LEAST_WEIGHT = 0.05;
const LEAST_PROBABILITY = 0.05;
const ARTIST_SHARE = 0.4;

const groupOf = (source: string): EvidenceGroup =>
  source.startsWith('musicbrainz') || source.startsWith('listenbrainz') ? 'musicbrainz' : 'folksonomy';

function evidenceOf(
  source: string,
  group: EvidenceGroup,
  tags: readonly WeightedTag[],
  varianceOf: VarianceOf,
): Evidence[] {
  const known = tags.flatMap(({ tag, weight }) => {
    const reading = weight > 0 ? readTag(tag) : null;
    return reading === null ? [] : [{ says: reading.says, weight: weight * reading.likeness }];
  });
  return AXES.flatMap((axis) => {
    const opinion = weigh(
      known.flatMap(({ says, weight }) => (says[axis] === undefined ? [] : [{ logOdds: logit(says[axis]), weight }])),
    );
    if (opinion === null) return [];
    const { mean, spread, total } = opinion;
    // Little weight says little; and tags that contradict each other say less than they would if they agreed.
    const thin = Math.max(1, FULL_WEIGHT / total);
    return [{ axis, source, group, logOdds: mean, variance: varianceOf(source, axis) * thin + spread / opinion.count }];
  });
}

interface Opinion {
  mean: number;
  spread: number;
  total: number;
  count: number;
}

function weigh(opinions: readonly { logOdds: number; weight: number }[]): Opinion | null {
  const total = opinions.reduce((sum, { weight }) => sum + weight, 0);
  if (total < LEAST_WEIGHT) return null;
  const mean = opinions.reduce((sum, { logOdds, weight }) => sum + logOdds * weight, 0) / total;
  const spread = opinions.reduce((sum, { logOdds, weight }) => sum + (logOdds - mean) ** 2 * weight, 0) / total;
  return { mean, spread, total, count: opinions.length };
}
