/** How much a week counts in the moving average of span 4: 2 / (span + 1). */
const ALPHA = 2 / (4 + 1);

/** Where the moving average stands after a week, and how far the week moved it; null for the first week, which moved from nowhere. */
export interface Motion {
  average: Float32Array;
  momentum: number | null;
}

/**
 * One step of the forward scan: m_t = EMA(centroid, span 4), momentum = |m_t - m_(t-1)|, Euclidean, in the units of the space.
 * `before` is the average after the week before, null for the first. The average is kept in single precision at every
 * step, so that a scan that goes on from a stored average gives the bits of one from the first week on.
 */
export function moveOn(before: Float32Array | null, centroid: Float32Array): Motion {
  if (before === null) return { average: centroid.slice(), momentum: null };
  const average = new Float32Array(centroid.length);
  let square = 0;
  for (let i = 0; i < centroid.length; i++) {
    average[i] = before[i]! + ALPHA * (centroid[i]! - before[i]!);
    square += (average[i]! - before[i]!) ** 2;
  }
  return { average, momentum: Math.sqrt(square) };
}

/**
 * How far a listener's taste moved in each week. `centroids` are of consecutive weeks of listening, oldest first; null stands for a
 * week with nothing in this space: it moves nothing, and has no momentum. Nor has the first week.
 */
export function momenta(centroids: readonly (Float32Array | null)[]): (number | null)[] {
  let average: Float32Array | null = null;
  return centroids.map((centroid) => {
    if (centroid === null) return null;
    const motion: Motion = moveOn(average, centroid);
    average = motion.average;
    return motion.momentum;
  });
}
