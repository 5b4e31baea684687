/** What `librosa.power_to_db` cuts off: all that lies this far below the loudest. */
export const TOP_DB = 80;

const LOWEST_DB = -100;
/** Where the floor can lie at most: 80 dB under the loudest magnitude that audio has. */
const HIGHEST_FLOOR_DB = 0;
const CELLS_PER_DB = 16;
const CELLS = (HIGHEST_FLOOR_DB - LOWEST_DB) * CELLS_PER_DB + 1;

/**
 * Means of several series of decibels whose values below a floor count as the floor, which is known only at the end: 80 dB under the
 * loudest value of any series. In constant memory: values that may yet fall under the floor are counted in cells of 1/16 dB, so that
 * only those in the floor's own cell are inexact.
 */
export interface FlooredMeans {
  add(series: number, decibels: number): void;
  /** Sum of each series over the floor. */
  sums(): number[];
  reset(): void;
}

export function createFlooredMeans(seriesCount: number): FlooredMeans {
  const counts = new Uint32Array(seriesCount * CELLS);
  const sums = new Float64Array(seriesCount * CELLS);
  let loudest = -Infinity;
  return {
    add(series, decibels) {
      if (decibels > loudest) loudest = decibels;
      const place = Math.floor((decibels - LOWEST_DB) * CELLS_PER_DB);
      const cell = series * CELLS + Math.min(CELLS - 1, Math.max(0, place));
      counts[cell]!++;
      sums[cell]! += decibels;
    },
    sums() {
      const floor = loudest - TOP_DB;
      return Array.from({ length: seriesCount }, (_, series) => {
        let total = 0;
        for (let cell = series * CELLS; cell < (series + 1) * CELLS; cell++)
          total += Math.max(sums[cell]!, counts[cell]! * floor);
        return total;
      });
    },
    reset() {
      counts.fill(0);
      sums.fill(0);
      loudest = -Infinity;
    },
  };
}
