import { EVIDENCE_CLASSES, type ClassMean, type EvidenceClass } from './week-evidence.ts';

/** One axis of one week, by class of evidence. at: which week, counted in weeks from any start. */
export interface SeriesWeek {
  at: number;
  classes: Readonly<Partial<Record<EvidenceClass, ClassMean>>>;
}

/** A series as columns, for loops that run over the last two years of it again and again. A class without plays in a week has 0 plays. */
export interface Series {
  count: number;
  at: Int32Array;
  classes: readonly ClassColumns[];
}

export interface ClassColumns {
  plays: Float64Array;
  mean: Float64Array;
  variance: Float64Array;
}

/**
 * Puts weeks into columns.
 *
 * @throws RangeError where weeks are not in order of time, or a number of one is not finite or below nothing; it says which
 */
export function toSeries(weeks: readonly SeriesWeek[]): Series {
  const at = Int32Array.from(weeks, (week) => week.at);
  weeks.forEach((week, row) => {
    if (!Number.isInteger(week.at) || (row > 0 && week.at <= weeks[row - 1]!.at))
      throw new RangeError(`Week ${row} of the series does not come after the one before it.`);
    for (const { plays, mean, variance } of Object.values(week.classes)) {
      const fits = Number.isFinite(mean) && plays > 0 && plays < Infinity && variance >= 0 && variance < Infinity;
      if (!fits) throw new RangeError(`Week ${row} of the series holds what is no number of plays, mean or variance.`);
    }
  });
  return {
    count: weeks.length,
    at,
    classes: EVIDENCE_CLASSES.map((evidence) => ({
      plays: Float64Array.from(weeks, ({ classes }) => classes[evidence]?.plays ?? 0),
      mean: Float64Array.from(weeks, ({ classes }) => classes[evidence]?.mean ?? 0),
      variance: Float64Array.from(weeks, ({ classes }) => classes[evidence]?.variance ?? 0),
    })),
  };
}
