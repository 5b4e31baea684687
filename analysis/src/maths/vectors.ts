/** One row a point. */
export type Vector = readonly number[];

/** The square of the Euclidean distance. */
export function squaredDistance(a: Vector, b: Vector): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += (a[i]! - b[i]!) ** 2;
  return total;
}

/** The weighted mean of vectors of one length, or null where the weights sum to nothing. */
export function weightedMean(vectors: readonly Vector[], weights: readonly number[]): number[] | null {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return null;
  const mean = new Array<number>(vectors[0]!.length).fill(0);
  vectors.forEach((vector, row) => {
    const weight = weights[row]! / total;
    for (let i = 0; i < mean.length; i++) mean[i]! += weight * vector[i]!;
  });
  return mean;
}
