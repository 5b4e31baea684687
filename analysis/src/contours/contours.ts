/** Cells a second of every contour. */
export const CONTOUR_RATE_HZ = 2;

/**
 * How a track goes on inside: one value for each half second, cell i from i / 2 s on. null: nothing sounds there that has such a
 * value (a pitch in silence).
 */
export interface Contours {
  /** Level of the mono signal, dB relative to full scale. */
  levelDb: (number | null)[];
  spectralCentroidHz: (number | null)[];
  /** Mean onset strength, in librosa's units. */
  onsetStrength: (number | null)[];
  /** Percussive share of the energy, 0 to 1. */
  percussiveRatio: (number | null)[];
  /** 12 pitch classes from C, the strongest 1. */
  chroma: (number[] | null)[];
}

/** Contours as they are measured, with what pages do not draw: 20 MFCCs a cell, for the novelty of a set. */
export interface MeasuredContours extends Contours {
  mfcc: (number[] | null)[];
}
