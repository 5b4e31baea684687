import type { Axis } from './axis.ts';
import type { ErrorModel } from './error-model.ts';
import type { Held } from './held-intervals.ts';
import fitted from './generated/variances.json' with { type: 'json' };

/** The variance of a source's error on an axis, in squared log-odds. */
export type VarianceOf = (source: string, axis: Axis) => number;

/**
 * The variance of a source's error on an axis, in log-odds. It is fitted, not typed in: `generated/variances.json` says
 * on which tracks and by which command. A source that the fit had no tracks of (tags that people gave: the fitted audio
 * has none; AcousticBrainz) takes the value of the source that reads the tag table (musicnn's tags), and an unknown pair the greatest
 * variance of all, which is the modest choice.
 */
export function fittedVarianceOf(source: string, axis: Axis): number {
  return lookUp(source, axis) ?? lookUp('musicnn', axis) ?? fitted.greatest;
}

/** The share of a score's error variance that all tracks have in common, from the same fit. */
export const SHARED_ERROR_SHARE = fitted.sharedErrorShare;

/** How errors go together, from the same fit. */
export const FITTED_ERRORS: ErrorModel = { correlations: fitted.correlations, tailFreedom: fitted.tailFreedom };

const FEWEST_SHOWN = 100;
const HELD = { least: 0.75, most: 0.85 };

/** Whether 80 % intervals have been shown to hold for a source on an axis: on at least 100 tracks, 75 to 85 % of them. */
export function isCalibrated(source: string, axis: Axis): boolean {
  const shown = (fitted.held as Readonly<Record<string, Readonly<Partial<Record<Axis, Held>>>>>)[source]?.[axis];
  return shown !== undefined && shown.tracks >= FEWEST_SHOWN && shown.share >= HELD.least && shown.share <= HELD.most;
}

function lookUp(source: string, axis: Axis): number | undefined {
  const variances: Readonly<Record<string, Readonly<Partial<Record<Axis, number>>>>> = fitted.variances;
  return variances[source]?.[axis];
}
