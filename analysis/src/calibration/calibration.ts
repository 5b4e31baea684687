import type { Axis } from '../axes/axis.ts';

/** What a listener's labels say about the scores of a labelled track: its place in log-odds, the variance of that, and the labels' share of it. */
export interface LabelledTrack {
  logOdds: number;
  variance: number;
  weight: number;
}

/**
 * How one listener hears one axis, beside the scores that everybody shares: in log-odds, theirs is offset + slope · score.
 * It holds parameters and the tracks that were labelled, never a copy of all scores.
 */
export interface AxisCalibration {
  offset: number;
  slope: number;
  /** How much surer the labels make of offset and slope: variances and covariance before, less those after. */
  gained: { offset: number; slope: number; both: number };
  tracks: Readonly<Record<string, LabelledTrack>>;
  /** How many labels it was fitted to, and how many comparisons. */
  labels: number;
  comparisons: number;
}

/** A listener's calibration; an axis without labels is absent, and its scores stay as they are. */
export type Calibration = Readonly<Partial<Record<Axis, AxisCalibration>>>;
