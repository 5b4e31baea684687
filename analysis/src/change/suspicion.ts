/** What a week tells beyond what the weeks before it foretold. */
export interface News {
  value: number;
  variance: number;
  /** How much of the last week's difference is foretold for this one, and how much of this one's news goes on into the next forecast. */
  kept: number;
  gain: number;
}

/** That the taste has changed for good from this week on. */
export interface Suspicion {
  from: number;
  /** How much of the change the forecasts have come to expect by now, 0 to 1. */
  expected: number;
  /** Of the size of the change: the precision so far, and the sum of what the weeks say times theirs. */
  precision: number;
  said: number;
  /** The same with nothing cut off: what the size is estimated from, once it is known that there is a change. */
  saidInFull: number;
  evidence: number;
}

/**
 * Adds a week (row) to every suspicion that is still worth having, and the suspicion that the change began with it. `size` is the change
 * that the likelihood ratio is drawn for, either way; `most` how many standard deviations a week's news counts at most.
 * With kept 0, variance 1 and no `most` the greatest evidence is size times Page's CUSUM with allowance size / 2.
 */
export function weigh(
  suspicions: readonly Suspicion[],
  { value, variance, kept, gain }: News,
  { row, size, most }: { row: number; size: number; most: number },
): Suspicion[] {
  const reach = most * Math.sqrt(variance);
  const counted = Math.min(reach, Math.max(-reach, value));
  const fresh: Suspicion = { from: row, expected: 0, precision: 0, said: 0, saidInFull: 0, evidence: 0 };
  return [...suspicions, fresh]
    .map((one) => {
      const shown = 1 - kept * one.expected;
      const precision = one.precision + shown ** 2 / variance;
      const said = one.said + (shown * counted) / variance;
      return {
        from: one.from,
        expected: kept * one.expected + gain * shown,
        precision,
        said,
        saidInFull: one.saidInFull + (shown * value) / variance,
        evidence: size * Math.abs(said) - (size ** 2 * precision) / 2,
      };
    })
    .filter(({ from, evidence }) => evidence > 0 || from === row);
}
