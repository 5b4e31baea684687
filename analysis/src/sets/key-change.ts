import type { Contours } from '../contours/index.ts';
import { correlation } from '../signal/statistics.ts';
import { CELLS_A_ROW } from './rows.ts';

/** Rows on either side that a key is taken of. */
const REACH = 30;
/** Both keys together fit this much better on their own side than on the other: surely another key. */
const SURE = 0.2;

/** Probe-tone ratings of Krumhansl and Kessler (1982), from the tonic upwards: major, minor. */
const PROFILES = [
  [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
  [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
];

/**
 * How surely the key of the minute behind a row is another than that of the minute before it.
 * @returns 0 (the same key, or none) to 1
 */
export function keyChange(chroma: Contours['chroma'], row: number): number {
  const before = fits(chroma, Math.max(0, row - REACH), row);
  const after = fits(chroma, row, row + REACH);
  if (!before || !after) return 0;
  const left = before.indexOf(Math.max(...before));
  const right = after.indexOf(Math.max(...after));
  return Math.min(1, (before[left]! - before[right]! + after[right]! - after[left]!) / SURE);
}

/** How well each of the 24 keys fits; undefined where nothing sounds. */
function fits(chroma: Contours['chroma'], fromRow: number, toRow: number): number[] | undefined {
  const sums = new Array<number>(12).fill(0);
  for (const cell of chroma.slice(fromRow * CELLS_A_ROW, toRow * CELLS_A_ROW))
    cell?.forEach((value, pitch) => (sums[pitch]! += value));
  if (Math.max(...sums) <= Math.min(...sums)) return undefined;
  return PROFILES.flatMap((profile) =>
    sums.map((_, tonic) =>
      correlation(
        sums.map((__, degree) => sums[(tonic + degree) % 12]!),
        profile,
      ),
    ),
  );
}
