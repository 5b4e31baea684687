/** How much a week counts in the moving average of span 4: 2 / (span + 1). */
const ALPHA = 2 / (4 + 1);

/**
 * How far a listener's taste moved in each week: m_t = EMA(centroid, span 4), momentum = |m_t - m_(t-1)|, Euclidean, in the
 * units of the space. `centroids` are of consecutive weeks of listening, oldest first; null stands for a week with nothing in
 * this space: it moves nothing, and has no momentum. Nor has the first week, which has nothing to have moved from.
 */
export function momenta(centroids: readonly (readonly number[] | null)[]): (number | null)[] {
  let average: readonly number[] | null = null;
  return centroids.map((centroid) => {
    if (centroid === null) return null;
    const before: readonly number[] = average ?? centroid;
    const first = average === null;
    average = before.map((value, i) => value + ALPHA * (centroid[i]! - value));
    return first ? null : Math.hypot(...average.map((value, i) => value - before[i]!));
  });
}
