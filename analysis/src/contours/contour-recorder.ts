import { CONTOUR_RATE_HZ } from './contours.ts';

/** Means of what comes frame by frame or block by block, over half seconds. */
export interface ContourRecorder {
  /** @param values one number a component of the contour; `frames` frames from `firstFrame` on have them as their mean */
  add(firstFrame: number, frames: number, values: ArrayLike<number>): void;
  /** One array a cell, `cells` of them; null where nothing was added. */
  result(cells: number): (number[] | null)[];
  reset(): void;
}

/** @param frameRateHz frames a second; a block counts for the cell that its middle lies in */
export function createContourRecorder(components: number, frameRateHz: number): ContourRecorder {
  let sums = new Float64Array(components * 1024);
  let counts = new Uint32Array(1024);
  return {
    add(firstFrame, frames, values) {
      const cell = Math.floor(((firstFrame + (frames - 1) / 2) / frameRateHz) * CONTOUR_RATE_HZ);
      if (cell >= counts.length) [sums, counts] = [grown(sums, cell, components), grown(counts, cell, 1)];
      counts[cell]! += frames;
      for (let i = 0; i < components; i++) sums[cell * components + i]! += values[i]! * frames;
    },
    result: (cells) =>
      Array.from({ length: cells }, (_, cell) => {
        const count = counts[cell] ?? 0;
        if (count === 0) return null;
        return Array.from({ length: components }, (_, i) => sums[cell * components + i]! / count);
      }),
    reset() {
      sums.fill(0);
      counts.fill(0);
    },
  };
}

function grown<Values extends Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  values: Values,
  cell: number,
  components: number,
): Values {
  const length = Math.max(values.length * 2, (cell + 1) * components);
  const larger = (values instanceof Float64Array ? new Float64Array(length) : new Uint32Array(length)) as Values;
  larger.set(values);
  return larger;
}
