/** Scores are kept this far from 0 and 1, so that one source can never be infinitely sure. */
const EDGE = 0.005;

/** Log-odds of a share from 0 to 1, bounded at the edges. */
export function logit(share: number): number {
  const bounded = Math.min(1 - EDGE, Math.max(EDGE, share));
  return Math.log(bounded / (1 - bounded));
}

/** The share from 0 to 1 that has these log-odds. */
export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
