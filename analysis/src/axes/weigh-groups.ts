/** What has an error: its variance, in squared log-odds. */
interface Fallible {
  precision: number;
}

/**
 * The weights (0 or more, with a sum of 1) with which a weighted mean has the least error variance, and that variance, for errors with
 * the given correlations: the best linear unbiased estimate (Aitken 1936) without negative weights. One more opinion never makes the
 * variance greater, since its weight may be 0. There are at most a few, so every choice of those that count is looked at.
 */
export function weighGroups(
  groups: readonly Fallible[],
  correlationOf: (a: number, b: number) => number,
): { weights: number[]; variance: number } {
  const covariance = groups.map((a, i) =>
    groups.map((b, j) => (i === j ? 1 : correlationOf(i, j)) / Math.sqrt(a.precision * b.precision)),
  );
  let best = { weights: [] as number[], variance: Infinity };
  for (let choice = 1; choice < 2 ** groups.length; choice++) {
    const chosen = groups.flatMap((_, i) => (choice & (2 ** i) ? [i] : []));
    const solved = solveForOnes(chosen.map((i) => chosen.map((j) => covariance[i]![j]!)));
    if (!solved.every((weight) => weight > 0)) continue;
    const sum = solved.reduce((total, weight) => total + weight, 0);
    if (1 / sum >= best.variance) continue;
    const weights = groups.map((_, i) => (chosen.includes(i) ? solved[chosen.indexOf(i)]! / sum : 0));
    best = { weights, variance: 1 / sum };
  }
  return best;
}

/** x of A x = (1, …, 1), by Gaussian elimination with pivots. Writes into A. */
function solveForOnes(a: number[][]): number[] {
  const x = a.map(() => 1);
  for (let column = 0; column < a.length; column++) {
    let pivot = column;
    for (let row = column + 1; row < a.length; row++)
      if (Math.abs(a[row]![column]!) > Math.abs(a[pivot]![column]!)) pivot = row;
    [a[column], a[pivot]] = [a[pivot]!, a[column]!];
    [x[column], x[pivot]] = [x[pivot]!, x[column]!];
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
