import { seededRandom } from '../../src/maths/random.ts';
import type { LevelModel } from '../../src/rhythm/metrical-level.ts';

/** The candidates of a piece and which of them is the beat. */
export interface Choice {
  evidence: readonly Float64Array[];
  right: number;
}

const UNITS = 8;
const ROUNDS = 300;
const STEP = 0.02;
/** Weight decay: what keeps the units from learning the pieces by heart. */
const DECAY = 3e-3;

/**
 * Fits the scores whose softmax gives the right candidate the highest likelihood: a linear part and a few tanh units, by Adam
 * (Kingma and Ba, 2015) over all pieces at once.
 */
export function fitLevel(choices: readonly Choice[]): LevelModel {
  const { mean, deviation } = spread(choices.flatMap(({ evidence }) => evidence));
  const size = mean.length;
  const stride = size + 2;
  const standard = choices.map(({ evidence, right }) => ({
    right,
    inputs: evidence.map((values) => values.map((value, i) => (value - mean[i]!) / deviation[i]!)),
  }));
  const random = seededRandom(5);
  // The linear weights, then for each unit its weights, its bias and its output.
  const weights = Float64Array.from({ length: size + UNITS * stride }, (_, i) => (i < size ? 0 : 0.4 * random() - 0.2));
  const first = new Float64Array(weights.length);
  const second = new Float64Array(weights.length);
  for (let round = 1; round <= ROUNDS; round++) {
    const gradient = weights.map((weight) => DECAY * weight);
    for (const choice of standard) addGradient(gradient, weights, { ...choice, share: 1 / choices.length });
    for (let i = 0; i < weights.length; i++) {
      first[i] = 0.9 * first[i]! + 0.1 * gradient[i]!;
      second[i] = 0.999 * second[i]! + 0.001 * gradient[i]! ** 2;
      weights[i]! -= (STEP * (first[i]! / (1 - 0.9 ** round))) / (Math.sqrt(second[i]! / (1 - 0.999 ** round)) + 1e-9);
    }
  }
  return {
    mean,
    deviation,
    linear: Array.from(weights.subarray(0, size)),
    units: Array.from({ length: UNITS }, (_, unit) => {
      const at = size + unit * stride;
      return {
        bias: weights[at + size]!,
        weights: Array.from(weights.subarray(at, at + size)),
        output: weights[at + size + 1]!,
      };
    }),
  };
}

function spread(rows: readonly Float64Array[]): { mean: number[]; deviation: number[] } {
  const mean = Array.from(rows[0]!, (_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
  const deviation = mean.map((average, i) =>
    Math.sqrt(rows.reduce((sum, row) => sum + (row[i]! - average) ** 2, 0) / rows.length),
  );
  return { mean, deviation };
}

interface Standard {
  inputs: readonly Float64Array[];
  right: number;
  share: number;
}

/** Adds the gradient of -log(likelihood of the right candidate). */
function addGradient(gradient: Float64Array, weights: Float64Array, { inputs, right, share }: Standard): void {
  const size = inputs[0]!.length;
  const states = inputs.map((input) => forward(weights, input));
  const highest = Math.max(...states.map(({ score }) => score));
  const total = states.reduce((sum, { score }) => sum + Math.exp(score - highest), 0);
  states.forEach(({ score, units }, candidate) => {
    const input = inputs[candidate]!;
    const error = share * (Math.exp(score - highest) / total - Number(candidate === right));
    for (let i = 0; i < size; i++) gradient[i]! += error * input[i]!;
    units.forEach((value, unit) => {
      const at = size + unit * (size + 2);
      gradient[at + size + 1]! += error * value;
      const back = error * weights[at + size + 1]! * (1 - value * value);
      gradient[at + size]! += back;
      for (let i = 0; i < size; i++) gradient[at + i]! += back * input[i]!;
    });
  });
}

function forward(weights: Float64Array, input: Float64Array): { score: number; units: number[] } {
  const size = input.length;
  let score = 0;
  for (let i = 0; i < size; i++) score += weights[i]! * input[i]!;
  const units = Array.from({ length: UNITS }, (_, unit) => {
    const at = size + unit * (size + 2);
    let sum = weights[at + size]!;
    for (let i = 0; i < size; i++) sum += weights[at + i]! * input[i]!;
    const value = Math.tanh(sum);
    score += weights[at + size + 1]! * value;
    return value;
  });
  return { score, units };
}
