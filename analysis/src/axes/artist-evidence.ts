import { AXES } from './axis.ts';
import type { Evidence } from './evidence.ts';
import type { VarianceOf } from './variances.ts';

/**
 * Opinions drawn from the sound of the artist's other tracks: on each axis the mean of what their sources say. Few tracks say less, as
 * the mean of few does.
 * @param others all that is said of each other track
 */
export function artistEvidence(others: readonly (readonly Evidence[])[], varianceOf: VarianceOf): Evidence[] {
  return AXES.flatMap((axis): Evidence[] => {
    const means = others.flatMap((said) => {
      const here = said.filter((one) => one.axis === axis).map(({ logOdds }) => logOdds);
      return here.length === 0 ? [] : [mean(here)];
    });
    if (means.length === 0) return [];
    const variance = varianceOf(SOURCE, axis) * (1 + 1 / means.length);
    return [{ axis, source: SOURCE, group: 'artist', logOdds: mean(means), variance }];
  });
}

const SOURCE = 'artist.tracks';

/** Of numbers in an order that does not depend on that of the tracks. */
function mean(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0) / values.length;
}
