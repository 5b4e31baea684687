import { artistEvidence } from './artist-evidence.ts';
import { AXES } from './axis.ts';
import type { AxisOpinion, Evidence, SoundEvidence, TrackEvidence, TrackScores } from './evidence.ts';
import { fuse } from './fuse.ts';
import { headOpinions } from './head-evidence.ts';
import { logit } from './logit.ts';
import { signalEvidence } from './signal-evidence.ts';
import { givenTagEvidence, modelTagEvidence } from './tag-evidence.ts';
import { fittedVarianceOf, type VarianceOf } from './variances.ts';

/**
 * Scores one track on every axis that there is evidence for.
 *
 * Gives `{axis: {value, low, high, sources}}`, all from 0 to 1; low and high bound 80 %; `sources` names each source,
 * its own estimate and its share of the score (shares sum to 1). An axis without evidence is absent. Without audio the
 * score rests on tags alone, and its interval is wider. The same evidence gives the same scores to the bit, whatever
 * the order of its tags.
 */
export function scoreTrack(track: TrackEvidence): TrackScores {
  const evidence = collectEvidence(track);
  return Object.fromEntries(
    AXES.flatMap((axis) => {
      const score = fuse(evidence.filter((one) => one.axis === axis));
      return score === null ? [] : [[axis, score]];
    }),
  );
}

/** Every opinion on a track, unfused. */
export function collectEvidence(
  { tags, artistTracks = [], labels = [], opinions = [], ...sound }: TrackEvidence,
  varianceOf: VarianceOf = fittedVarianceOf,
): Evidence[] {
  const others = artistTracks.map((other) => soundEvidence(other, varianceOf));
  return [
    ...soundEvidence(sound, varianceOf),
    ...givenTagEvidence(tags.toSorted(byNameThenWeight), varianceOf),
    ...opinions.map((opinion) => evidenceOf(opinion, varianceOf)),
    ...artistEvidence(others, varianceOf),
    ...labels.map(({ axis, value }) => ({
      axis,
      source: 'label',
      group: 'listener' as const,
      logOdds: logit(value),
      variance: LABEL_VARIANCE,
    })),
  ];
}

/** Opinions of what listened to the track itself. */
function soundEvidence({ features, modelTags, heads = {} }: SoundEvidence, varianceOf: VarianceOf): Evidence[] {
  return [
    ...(features === null ? [] : signalEvidence(features, varianceOf)),
    ...(modelTags === null ? [] : modelTagEvidence(modelTags, varianceOf)),
    ...headOpinions(heads).map((opinion) => evidenceOf(opinion, varianceOf)),
  ];
}

function evidenceOf({ value, ...opinion }: AxisOpinion, varianceOf: VarianceOf): Evidence {
  return { ...opinion, logOdds: logit(value), variance: varianceOf(opinion.source, opinion.axis) };
}

/** A listener who says 0.8 means 0.7 to 0.87 (four times in five): a step of one on a ten-point scale. */
const LABEL_VARIANCE = 0.15;

type Tag = TrackEvidence['tags'][number];

function byNameThenWeight(a: Tag, b: Tag): number {
  if (a.tag !== b.tag) return a.tag < b.tag ? -1 : 1;
  return a.weight - b.weight;
}
