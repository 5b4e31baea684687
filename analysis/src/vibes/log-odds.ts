/** How often something is in a sample: its share, and how many independent draws the share is worth. */
export interface SampleShare {
  share: number;
  draws: number;
}

/**
 * How much more often a word is in one sample than in another: the difference of the log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn,
 * "Fightin' Words", 2008, equations 15 to 22), for a word that is there or not. The prior is the share in both together, worth `prior`
 * draws, so that a word of few draws is drawn to no difference.
 * @returns the difference and its standard score
 */
export function logOddsDifference(
  one: SampleShare,
  other: SampleShare,
  prior: number,
): { difference: number; standardScore: number } {
  const pooled = (one.share * one.draws + other.share * other.draws) / (one.draws + other.draws);
  const [a, b] = [withPrior(one, pooled, prior), withPrior(other, pooled, prior)];
  const difference = Math.log(a.has / a.hasNot) - Math.log(b.has / b.hasNot);
  const variance = 1 / a.has + 1 / a.hasNot + 1 / b.has + 1 / b.hasNot;
  return { difference, standardScore: difference / Math.sqrt(variance) };
}

function withPrior({ share, draws }: SampleShare, pooled: number, prior: number): { has: number; hasNot: number } {
  const has = share * draws + pooled * prior;
  return { has, hasNot: draws + prior - has };
}

/** The upper tail of the standard normal distribution (Abramowitz & Stegun 26.2.17; off by 7.5e-8 at most). */
export function upperTail(score: number): number {
  if (score < 0) return 1 - upperTail(-score);
  const t = 1 / (1 + 0.2316419 * score);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp(-(score ** 2) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
