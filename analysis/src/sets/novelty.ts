import type { Rows } from './rows.ts';

/** Rows on either side of a boundary whose likes are looked for, */
const REACH = 45;
/** and rows on either side among which they are. */
const NEIGHBOURHOOD = 60;
/** Rows closer than this are alike because they are one sound. */
const NEAREST_LAG = 5;
/** Of the rows on a side this share, the most alike, counts: music repeats itself, but not all of it. */
const ALIKE = 0.1;
/** Nothing is said closer to the ends. */
const MARGIN = 20;
const BAND = REACH + NEIGHBOURHOOD;
const MOST_ALIKE = Math.round(ALIKE * NEIGHBOURHOOD);

/**
 * How little of the music on one side of each row comes back on the other: a checkerboard kernel with a Gaussian taper on the
 * self-distance matrix (Foote, "Automatic audio segmentation using a measure of audio novelty", 2000), where of each row only the tenth
 * most like it counts in either square. So a verse and its chorus are no boundary, since both come again. 0: all comes back.
 * Only a band of the matrix is computed: memory grows with the length alone.
 * @returns one value a row, 0 to 1, for the boundary before it
 */
export function noveltyOf(rows: Rows): Float64Array {
  const distances = bandOf(rows);
  const taper = Float64Array.from({ length: REACH }, (_, i) => Math.exp(-2 * ((i + 0.5) / REACH) ** 2));
  const novelty = new Float64Array(rows.count);
  for (let at = MARGIN; at <= rows.count - MARGIN; at++) {
    const start = Math.max(0, at - NEIGHBOURHOOD);
    const end = Math.min(rows.count, at + NEIGHBOURHOOD);
    let [own, across] = [0, 0];
    const last = Math.min(rows.count, at + REACH);
    for (let row = Math.max(0, at - REACH); row < last; row++) {
      const isBefore = row < at;
      const weight = taper[isBefore ? at - 1 - row : row - at]!;
      const before = weight * distanceToAlike(distances, row, start, at);
      const after = weight * distanceToAlike(distances, row, at, end);
      own += isBefore ? before : after;
      across += isBefore ? after : before;
    }
    novelty[at] = across > 0 ? Math.max(0, 1 - own / across) : 0;
  }
  return novelty;
}

/** Distances of each row to the `BAND` rows behind it: `[row][lag - 1]`. */
function bandOf({ values, dimensions, count }: Rows): Float32Array {
  const distances = new Float32Array(count * BAND);
  for (let row = 0; row < count; row++) {
    const lags = Math.min(BAND, count - 1 - row);
    for (let lag = 1; lag <= lags; lag++) {
      let sum = 0;
      for (let k = row * dimensions; k < (row + 1) * dimensions; k++) {
        const difference = values[k]! - values[k + lag * dimensions]!;
        sum += difference * difference;
      }
      distances[row * BAND + lag - 1] = Math.sqrt(sum);
    }
  }
  return distances;
}

/** Mean distance of a row to those most like it among the rows from `from` up to `to`. */
function distanceToAlike(distances: Float32Array, row: number, from: number, to: number): number {
  const beforeEnd = Math.min(to, row - NEAREST_LAG + 1);
  const afterStart = Math.max(from, row + NEAREST_LAG);
  const candidates = Math.max(0, beforeEnd - from) + Math.max(0, to - afterStart);
  const count = Math.min(candidates, Math.max(1, Math.round(ALIKE * candidates)));
  if (count === 0) return 0;
  const smallest = nearest.fill(Infinity, 0, count);
  for (let other = from; other < beforeEnd; other++)
    insert(smallest, count, distances[other * BAND + row - other - 1]!);
  for (let other = afterStart; other < to; other++) insert(smallest, count, distances[row * BAND + other - row - 1]!);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += smallest[i]!;
  return sum / count;
}

/** Keeps the `count` smallest values in order. */
function insert(smallest: Float64Array, count: number, value: number): void {
  if (value >= smallest[count - 1]!) return;
  let place = count - 1;
  for (; place > 0 && smallest[place - 1]! > value; place--) smallest[place] = smallest[place - 1]!;
  smallest[place] = value;
}

const nearest = new Float64Array(MOST_ALIKE);
