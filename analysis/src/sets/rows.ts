import type { MeasuredContours } from '../contours/index.ts';
import { CONTOUR_RATE_HZ } from '../contours/index.ts';

/** What a row speaks of: fine enough for a boundary, coarse enough that single beats do not count. */
export const ROW_SECONDS = 2;
export const CELLS_A_ROW = ROW_SECONDS * CONTOUR_RATE_HZ;

const MFCC_FROM = 1;
const MFCC_TO = 14;
const PITCH_CLASSES = 12;
/** All pitch classes together count for this much of what all of the timbre counts for. */
const PITCH_WEIGHT = 0.7;

/** Vectors of equal length, one each 2 s, one after another. */
export interface Rows {
  values: Float32Array;
  dimensions: number;
  count: number;
}

type Series = (cell: number) => number | null | undefined;

/**
 * How each 2 s of a file sound, in standard deviations over the file: level, brightness, onsets, percussive share and MFCCs; and 12
 * pitch classes. Where something is not known, a row has the mean of the file.
 */
export function rowsOf(contours: MeasuredContours): Rows {
  const timbre: Series[] = [
    (cell) => contours.levelDb[cell],
    (cell) => logarithm(contours.spectralCentroidHz[cell]),
    (cell) => logarithm(contours.onsetStrength[cell]),
    (cell) => contours.percussiveRatio[cell],
  ];
  for (let k = MFCC_FROM; k < MFCC_TO; k++) timbre.push((cell) => contours.mfcc[cell]?.[k]);
  const pitch = Array.from(
    { length: PITCH_CLASSES },
    (_, k): Series =>
      (cell) =>
        contours.chroma[cell]?.[k],
  );

  const count = Math.floor(contours.levelDb.length / CELLS_A_ROW);
  const series = [...timbre, ...pitch];
  const dimensions = series.length;
  const values = new Float32Array(count * dimensions);
  series.forEach((valueOf, dimension) => {
    const weight = dimension < timbre.length ? 1 / Math.sqrt(timbre.length) : PITCH_WEIGHT / Math.sqrt(PITCH_CLASSES);
    standardised(valueOf, count).forEach((value, row) => (values[row * dimensions + dimension] = weight * value));
  });
  return { values, dimensions, count };
}

function standardised(valueOf: Series, count: number): number[] {
  const column = Array.from({ length: count }, (_, row) => meanOfRow(valueOf, row));
  const known = column.filter((value) => value !== null);
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length);
  const scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
  return column.map((value) => ((value ?? mean) - mean) * scale);
}

function meanOfRow(valueOf: Series, row: number): number | null {
  let [sum, known] = [0, 0];
  for (let cell = row * CELLS_A_ROW; cell < (row + 1) * CELLS_A_ROW; cell++) {
    const value = valueOf(cell);
    if (value === null || value === undefined) continue;
    sum += value;
    known++;
  }
  return known > 0 ? sum / known : null;
}

function logarithm(value: number | null | undefined): number | null {
  return value && value > 0 ? Math.log(value) : null;
}
