/** What a stretch of a contour holds: its bounds and mean; null where nothing is known in it. */
export interface Bin {
  low: number;
  high: number;
  mean: number;
}

/** A contour at a number of columns at most: each column the values of its stretch. Fewer values than columns stay as they are. */
export function binContour(values: readonly (number | null)[], columns: number): readonly (Bin | null)[] {
  const count = Math.min(columns, values.length);
  return Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * values.length) / count);
    const to = Math.floor(((column + 1) * values.length) / count);
    let [low, high, sum, known] = [Infinity, -Infinity, 0, 0];
    for (let index = from; index < to; index++) {
      const value = values[index];
      if (value === null || value === undefined) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
      sum += value;
      known += 1;
    }
    return known === 0 ? null : { low, high, mean: sum / known };
  });
}

/** Pitch classes at a number of columns at most: 12 means each, null where nothing is known. */
export function binChroma(
  values: readonly (readonly number[] | null)[],
  columns: number,
): readonly (readonly number[] | null)[] {
  const count = Math.min(columns, values.length);
  return Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * values.length) / count);
    const to = Math.floor(((column + 1) * values.length) / count);
    const known = values.slice(from, to).filter((value) => value !== null);
    if (known.length === 0) return null;
    return Array.from({ length: 12 }, (_unused, pitch) => {
      const sum = known.reduce((total, value) => total + (value[pitch] ?? 0), 0);
      return sum / known.length;
    });
  });
}

/** Moments for the ticks of a time axis from 0: round numbers of seconds, at most as many as there is room for. */
export function timeTicks(durationSeconds: number, most: number): readonly number[] {
  const step = STEPS.find((each) => durationSeconds / each <= most) ?? STEPS.at(-1) ?? 1;
  return Array.from({ length: Math.floor(durationSeconds / step) + 1 }, (_, index) => index * step);
}

const STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];
