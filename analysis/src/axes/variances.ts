import type { Axis } from './axis.ts';
import fitted from './generated/variances.json' with { type: 'json' };

/** The variance of a source's error on an axis, in squared log-odds. */
export type VarianceOf = (source: string, axis: Axis) => number;

/**
 * The variance of a source's error on an axis, in log-odds. It is fitted, not typed in: `generated/variances.json` says
 * on which tracks and by which command. A source that the fit had no tracks of (tags that people gave: the fitted audio
 * has none) takes the value of the source that reads the same table (musicnn's tags), and an unknown pair the greatest
 * variance of all, which is the modest choice.
 */
export function fittedVarianceOf(source: string, axis: Axis): number {
  return lookUp(source, axis) ?? lookUp('musicnn', axis) ?? fitted.greatest;
}

/** The share of a score's error variance that all tracks have in common, from the same fit. */
export const SHARED_ERROR_SHARE = fitted.sharedErrorShare;

function lookUp(source: string, axis: Axis): number | undefined {
  const variances: Readonly<Record<string, Readonly<Partial<Record<Axis, number>>>>> = fitted.variances;
  return variances[source]?.[axis];
}
