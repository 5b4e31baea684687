import type { Contours } from '../contours/index.ts';
import { correlations, KRUMHANSL } from '../tonal/key-profiles.ts';
import { CELLS_A_ROW } from './rows.ts';

/** Rows on either side that a key is taken of. */
const REACH = 30;
/** Both keys together fit this much better on their own side than on the other: surely another key. */
const SURE = 0.2;

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
  return correlations(sums, KRUMHANSL);
}
