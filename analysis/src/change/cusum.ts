/** Both sides of a cumulative sum: evidence since their last zero that the level went up, and that it went down. */
export interface Cusum {
  up: number;
  down: number;
}

export const NO_EVIDENCE: Cusum = { up: 0, down: 0 };

/**
 * One step of the two-sided CUSUM (Page 1954): up = max(0, up + value - allowance), down likewise of -value. `value` is standard
 * normal as long as nothing changes.
 *
 * @throws RangeError where the value is not finite
 */
export function cusumStep({ up, down }: Cusum, value: number, allowance: number): Cusum {
  if (!Number.isFinite(value)) throw new RangeError(`A CUSUM takes finite numbers, not ${value}.`);
  return { up: Math.max(0, up + value - allowance), down: Math.max(0, down - value - allowance) };
}

/**
 * How many steps a two-sided CUSUM with a threshold runs on average until it alarms, where every value is normal with variance 1 and
 * this mean (0: how long until a false alarm). Each side is a Markov chain over slices of [0, threshold) (Brook & Evans 1972);
 * 1 / two-sided = 1 / up + 1 / down (Van Dobben de Bruyn 1968).
 */
export function averageRunLength({
  allowance,
  threshold,
  mean = 0,
}: {
  allowance: number;
  threshold: number;
  mean?: number;
}): number {
  const up = oneSided(allowance - mean, threshold);
  const down = oneSided(allowance + mean, threshold);
  return 1 / (1 / up + 1 / down);
}

const SLICES = 120;

function oneSided(drift: number, threshold: number): number {
  const width = (2 * threshold) / (2 * SLICES - 1);
  // Rows of I - R, where R moves between slices: slice 0 is [0, width / 2), the others are centred on multiples of the width.
  const rows = Array.from({ length: SLICES }, (_, from) =>
    Array.from({ length: SLICES + 1 }, (_unused, to) => {
      if (to === SLICES) return 1;
      const at = (to - from) * width + drift;
      const upper = normalCdf(at + width / 2);
      const chance = to === 0 ? upper : upper - normalCdf(at - width / 2);
      return (from === to ? 1 : 0) - chance;
    }),
  );
  return solved(rows);
}

/** The first unknown of a system of equations given as rows with their right sides last, by Gauss with pivots. */
function solved(rows: number[][]): number {
  const size = rows.length;
  for (let column = size - 1; column >= 0; column--) {
    let pivot = column;
    for (let row = 0; row < column; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const by = rows[column]!;
    for (let row = 0; row < column; row++) {
      const factor = rows[row]![column]! / by[column]!;
      for (let at = 0; at <= column; at++) rows[row]![at]! -= factor * by[at]!;
      rows[row]![size]! -= factor * by[size]!;
    }
  }
  return rows[0]![size]! / rows[0]![0]!;
}

/** The standard normal distribution by Abramowitz & Stegun 26.2.17 (error below 7.5e-8). */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x >= 0 ? 1 - tail : tail;
}
