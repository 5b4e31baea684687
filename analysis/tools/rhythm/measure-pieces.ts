import { createOnsetEnvelopes } from '../../src/rhythm/onset-envelopes.ts';
import type { OnsetEnvelopes } from '../../src/rhythm/onset-envelopes.ts';
import { melDecibels } from '../../src/signal/test-mel.ts';

/** Within this share of the true tempo an estimate is right. */
export const TOLERANCE = 0.04;

/** Onset envelopes of a mono signal at 22,050 Hz. */
export function envelopesOf(mono: Float32Array): OnsetEnvelopes {
  const decibels = melDecibels(mono);
  const onsets = createOnsetEnvelopes();
  onsets.add(decibels, decibels.length / 128);
  return onsets.result();
}

/** Whether an estimate is right; where there is no tempo none is. */
export function isRight(estimate: number | null, truth: number | null): boolean {
  return estimate !== null && truth !== null && Math.abs(estimate / truth - 1) <= TOLERANCE;
}

/** Area under the ROC curve: the chance that a right estimate has a higher confidence than a wrong one. */
export function areaUnderCurve(judged: readonly { confidence: number; right: boolean }[]): number {
  const right = judged.filter((one) => one.right);
  const wrong = judged.filter((one) => !one.right);
  let wins = 0;
  for (const a of right)
    for (const b of wrong) wins += a.confidence > b.confidence ? 1 : a.confidence === b.confidence ? 0.5 : 0;
  return wins / (right.length * wrong.length);
}
