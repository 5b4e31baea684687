/**
 * Fits the confidence of the key (logistic regression of being right on the lead over the second key, the fit of the profile and the
 * clarity of the chords) on pieces that `judge-key.ts` does not use, and writes analysis/src/tonal/key-confidence.ts. What has no key counts
 * as wrong.
 *
 *     node analysis/tools/fit-key.ts
 */
import { writeFileSync } from 'node:fs';
import { confidenceFacts, dot, keyScores, logistic } from '../src/tonal/key.ts';
import { judgedPieces } from './key-pieces.ts';

const FIRST_SEED = 1000;
const PIECES = 360;
const STEPS = 3000;
const RATE = 0.5;
const MOMENTUM = 0.9;
/** Pulls weights to zero: of so few pieces none is to be believed wholly. */
const RIDGE = 2e-4;

const cases = judgedPieces(FIRST_SEED, PIECES).map(({ key, evidence }) => {
  const scores = keyScores(evidence);
  return { facts: confidenceFacts(evidence, scores), right: scores.indexOf(Math.max(...scores)) === key };
});
const weights = fit(cases[0]!.facts.length).map((weight) => Number(weight.toFixed(3)));
writeFileSync(
  new URL('../src/tonal/key-confidence.ts', import.meta.url),
  `/** Weights of \`confidenceFacts\`, made by \`node analysis/tools/fit-key.ts\`. */
export const CONFIDENCE_WEIGHTS: readonly number[] = [${weights.join(', ')}];
`,
);

/** Gradient descent with momentum. */
function fit(count: number): number[] {
  const at = new Array<number>(count).fill(0);
  const speed = new Array<number>(count).fill(0);
  for (let step = 0; step < STEPS; step++) {
    for (const [i, slope] of slopeAt(at).entries()) {
      speed[i] = MOMENTUM * speed[i]! - RATE * (slope + RIDGE * at[i]!);
      at[i]! += speed[i];
    }
  }
  return at;
}

function slopeAt(at: readonly number[]): number[] {
  const slope = at.map(() => 0);
  for (const { facts, right } of cases) {
    const error = logistic(dot(facts, at)) - (right ? 1 : 0);
    for (const [i, fact] of facts.entries()) slope[i]! += (error * fact) / cases.length;
  }
  return slope;
}
