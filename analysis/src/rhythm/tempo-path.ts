import { FRAME_RATE_HZ } from './frames.ts';
import type { Periodicity } from './periodicity.ts';
import { atFrequency, atLag, createPeriodicity, windowCount } from './periodicity.ts';

const SLOWEST_BPM = 40;
const FASTEST_BPM = 240;
const STATES_AN_OCTAVE = 36;
const STATES = 1 + Math.round(STATES_AN_OCTAVE * Math.log2(FASTEST_BPM / SLOWEST_BPM));
const PRIOR_BPM = 120;
const FLOOR = 0.03;
/** Cost of a step to the next state, and of the dearest change of all, in units of log salience. */
const STEP_COST = 0.25;
const DEAREST_CHANGE = 5;
const PERIODS = Float64Array.from(
  { length: STATES },
  (_, s) => (60 * FRAME_RATE_HZ) / (SLOWEST_BPM * 2 ** (s / STATES_AN_OCTAVE)),
);
const PRIOR = PERIODS.map((period) => -0.5 * Math.log2((60 * FRAME_RATE_HZ) / period / PRIOR_BPM) ** 2);
/** How far around a state the period is refined. */
const FINE_STEPS = 6;
const FINE_STEP = 0.004;

/**
 * The most salient steady pulse through the track: its period in frames for each window. Which metrical level it is (beat, half
 * beat, bar) is left open, but it stays on one.
 *
 * A pulse is salient where the autocorrelation (which knows multiples of a period) and the Fourier spectrum (which knows its fractions)
 * agree (Peeters, Template-based estimation of time-varying tempo, EURASIP JASP 2007); the path is Viterbi's.
 * @param flat the onset envelope without its trend
 */
export function tempoPath(flat: Float32Array): Float64Array {
  const windows = windowCount(flat.length);
  const measure = createPeriodicity();
  const from = new Uint8Array(windows * STATES);
  let scores = new Float64Array(STATES);
  let next = new Float64Array(STATES);
  for (let window = 0; window < windows; window++) {
    const salience = logSalience(measure(flat, window));
    for (let state = 0; state < STATES; state++) {
      const best = bestPredecessor(scores, state);
      from[window * STATES + state] = best;
      next[state] = scores[best]! - changeCost(best, state) + salience[state]!;
    }
    [scores, next] = [next, scores];
  }
  const periods = new Float64Array(windows);
  let state = scores.indexOf(Math.max(...scores));
  for (let window = windows - 1; window >= 0; window--) {
    periods[window] = PERIODS[state]!;
    state = from[window * STATES + state]!;
  }
  return periods;
}

/** A period near one, with the largest mean autocorrelation at its first four multiples. */
export function refinedPeriod(periodicity: Periodicity, period: number): number {
  let best = period;
  let highest = -Infinity;
  for (let step = -FINE_STEPS; step <= FINE_STEPS; step++) {
    const candidate = period * (1 + step * FINE_STEP);
    let sum = 0;
    for (let multiple = 1; multiple <= 4; multiple++) sum += atLag(periodicity, multiple * candidate);
    if (sum > highest) {
      highest = sum;
      best = candidate;
    }
  }
  return best;
}

function logSalience(periodicity: Periodicity): Float64Array {
  const salience = new Float64Array(STATES);
  let highest = 1e-9;
  for (let state = 0; state < STATES; state++) {
    const period = PERIODS[state]!;
    const repeats = Math.max(0, 0.5 * (atLag(periodicity, period) + atLag(periodicity, 2 * period)));
    salience[state] = repeats * atFrequency(periodicity, 1 / period);
    highest = Math.max(highest, salience[state]!);
  }
  return salience.map((value, state) => Math.log(FLOOR + value / highest) + PRIOR[state]!);
}

function bestPredecessor(scores: Float64Array, state: number): number {
  let best = state;
  for (let other = 0; other < STATES; other++)
    if (scores[other]! - changeCost(other, state) > scores[best]! - changeCost(best, state)) best = other;
  return best;
}

function changeCost(from: number, to: number): number {
  return Math.min(DEAREST_CHANGE, STEP_COST * Math.abs(from - to));
}
