import type { LogMelRows } from './log-mel.ts';
import type { Stage } from './spectrum-block.ts';

export interface DecibelRange {
  bands: number;
  /** At most so far below the largest value, which is only known at the end. */
  topDb: number | null;
  /** Decibels below the largest value instead of absolute ones. */
  toMaximum: boolean;
}

/** Keeps rows in decibels until the end, when their largest value is known, and hands all of them on at once. */
export function keepRows(rows: Stage<LogMelRows>, { bands, topDb, toMaximum }: DecibelRange): Stage<LogMelRows> {
  let kept = new Float32Array(1024 * bands);
  let length = 0;

  function keep({ values }: LogMelRows): void {
    if (length + values.length > kept.length) {
      const larger = new Float32Array(2 * kept.length);
      larger.set(kept);
      kept = larger;
    }
    kept.set(values, length);
    length += values.length;
  }

  return {
    push: (samples) => rows.push(samples, keep),
    finish(visit) {
      rows.finish(keep);
      const values = kept.subarray(0, length);
      const largest = values.reduce((most, value) => Math.max(most, value), -Infinity);
      const lowest = topDb === null ? -Infinity : largest - topDb;
      const zero = toMaximum ? largest : 0;
      for (let i = 0; i < length; i++) values[i] = Math.max(values[i]!, lowest) - zero;
      if (length > 0) visit({ values, firstRow: 0, rows: length / bands });
    },
    reset() {
      rows.reset();
      length = 0;
    },
  };
}
