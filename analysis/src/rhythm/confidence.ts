import fitted from './generated/tempo-model.json' with { type: 'json' };

/** What tells a tempo that is right from one that is not. */
export interface ConfidenceEvidence {
  /** Share of the chosen candidate among all, 0 to 1. */
  likelihood: number;
  /** Mean autocorrelation one beat apart. */
  pulseClarity: number;
  /** Mean change of the period between windows, in octaves. */
  unsteadiness: number;
  /** Mean change between neighbouring intervals of beats, relative. */
  unevenness: number;
  /** Share of the beats around which the tempo is the track's. */
  steadyShare: number;
  /** Number of beats: few tell little. */
  beats: number;
}

/** Below this confidence a page says "unsure": no more than two of three such tempi are right. */
export const TEMPO_UNSURE_BELOW = 0.7;

const ENOUGH_BEATS = 40;

/** Probability that a tempo is right, by the logistic regression of `analysis/tools/fit-tempo-confidence.ts`. */
export function tempoConfidence(evidence: ConfidenceEvidence): number {
  const { intercept, weights } = fitted.confidence;
  const sum = confidenceTerms(evidence).reduce((total, term, i) => total + term * weights[i]!, intercept);
  return 1 / (1 + Math.exp(-sum));
}

/** What the regression weighs, in the order of its weights; each is kept within what the fit has seen. */
export function confidenceTerms(evidence: ConfidenceEvidence): number[] {
  const likelihood = Math.min(0.999, Math.max(0.1, evidence.likelihood));
  return [
    Math.log(likelihood / (1 - likelihood)),
    evidence.pulseClarity,
    Math.min(0.1, evidence.unsteadiness) * 10,
    Math.min(0.5, evidence.unevenness) * 2,
    evidence.steadyShare,
    Math.min(1, evidence.beats / ENOUGH_BEATS),
  ];
}
