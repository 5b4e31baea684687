/** What has an error, of variance 1 / precision, in squared log-odds. */
interface Fallible {
  precision: number;
}

interface Weighed {
  weights: number[];
  variance: number;
}

/**
 * The weights (0 or more, with a sum of 1) with which a weighted mean has the least error variance, and that variance, for errors with
 * the given correlations: the best linear unbiased estimate (Aitken 1936) without negative weights. One more opinion never makes the
 * variance greater, since its weight may be 0. Where all count, that is the answer; else every choice of those that count is
 * looked at, of which there are few.
 */
export function weighGroups(groups: readonly Fallible[], correlationOf: (a: number, b: number) => number): Weighed {
  const covariance = groups.map((a, i) =>
    groups.map((b, j) => (i === j ? 1 : correlationOf(i, j)) / Math.sqrt(a.precision * b.precision)),
  );
  const everything = 2 ** groups.length - 1;
  let best = weigh(covariance, everything);
  if (best !== null) return best;
  for (let choice = 1; choice < everything; choice++) {
    const found = weigh(covariance, choice);
    if (found !== null && found.variance < (best?.variance ?? Infinity)) best = found;
  }
  return best!;
}

/** Null where one of the chosen would weigh less than nothing, or where the covariance is none. */
function weigh(covariance: readonly (readonly number[])[], choice: number): Weighed | null {
  const chosen = covariance.flatMap((_, i) => (choice & (2 ** i) ? [i] : []));
  const solved = solveForOnes(chosen.map((i) => chosen.map((j) => covariance[i]![j]!)));
  if (!solved?.every((weight) => weight > 0)) return null;
  const sum = solved.reduce((total, weight) => total + weight, 0);
  const weights = covariance.map(() => 0);
  chosen.forEach((group, i) => (weights[group] = solved[i]! / sum));
  return { weights, variance: 1 / sum };
}

/** x of A x = (1, …, 1) for a positive definite A, by Gaussian elimination; null for another. Writes into A. */
function solveForOnes(a: number[][]): number[] | null {
  const x = a.map(() => 1);
  for (let column = 0; column < a.length; column++) {
    if (!(a[column]![column]! > 0)) return null;
    for (let row = column + 1; row < a.length; row++) {
      const factor = a[row]![column]! / a[column]![column]!;
      for (let i = column; i < a.length; i++) a[row]![i]! -= factor * a[column]![i]!;
      x[row]! -= factor * x[column]!;
    }
  }
  for (let row = a.length - 1; row >= 0; row--) {
    for (let i = row + 1; i < a.length; i++) x[row]! -= a[row]![i]! * x[i]!;
    x[row]! /= a[row]![row]!;
  }
  return x;
}
