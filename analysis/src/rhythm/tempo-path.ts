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
const DEAREST_CHANGE = 10;
/** How much the whole track says about a window. */
const TRACK_WEIGHT = 1;
const SMALLEST = 1e-9;
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
  const salience = salienceOfWindows(flat, windows);
  const ofTrack = salienceOfTrack(salience);
  const from = new Uint8Array(windows * STATES);
  const scores = new Float64Array(STATES);
  for (let window = 0; window < windows; window++) {
    changeState(scores, from.subarray(window * STATES, (window + 1) * STATES));
    for (let state = 0; state < STATES; state++)
      scores[state]! += Math.log(FLOOR + salience[window * STATES + state]!) + ofTrack[state]!;
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

/** Salience of each state in each window, 1 for the largest of the window. */
function salienceOfWindows(flat: Float32Array, windows: number): Float32Array {
  const measure = createPeriodicity();
  const salience = new Float32Array(windows * STATES);
  for (let window = 0; window < windows; window++) {
    const periodicity = measure(flat, window);
    const own = salience.subarray(window * STATES, (window + 1) * STATES);
    let highest = SMALLEST;
    for (let state = 0; state < STATES; state++) {
      const period = PERIODS[state]!;
      const repeats = 0.5 * (atLag(periodicity, period) + atLag(periodicity, 2 * period));
      own[state] = Math.max(0, repeats) * atFrequency(periodicity, 1 / period);
      highest = Math.max(highest, own[state]!);
    }
    for (let state = 0; state < STATES; state++) own[state]! /= highest;
  }
  return salience;
}

/** What speaks for a state in all windows: it is near 120 bpm, and salient elsewhere in the track. */
function salienceOfTrack(salience: Float32Array): Float64Array {
  const sums = new Float64Array(STATES);
  salience.forEach((value, i) => (sums[i % STATES]! += value));
  const highest = Math.max(SMALLEST, ...sums);
  return sums.map((sum, state) => TRACK_WEIGHT * Math.log(FLOOR + sum / highest) + PRIOR[state]!);
}

/** Replaces the score of each state by the best that reaches it, cost of the change taken off, and says where that came from. */
function changeState(scores: Float64Array, origin: Uint8Array): void {
  let highest = 0;
  for (let state = 1; state < STATES; state++) if (scores[state]! > scores[highest]!) highest = state;
  const jumped = scores[highest]! - DEAREST_CHANGE;
  for (let state = 0; state < STATES; state++) origin[state] = state;
  for (let state = 1; state < STATES; state++) takeFrom(scores, origin, { state, neighbour: state - 1 });
  for (let state = STATES - 2; state >= 0; state--) takeFrom(scores, origin, { state, neighbour: state + 1 });
  for (let state = 0; state < STATES; state++) {
    if (scores[state]! >= jumped) continue;
    scores[state] = jumped;
    origin[state] = highest;
  }
}

function takeFrom(
  scores: Float64Array,
  origin: Uint8Array,
  { state, neighbour }: { state: number; neighbour: number },
): void {
  const reached = scores[neighbour]! - STEP_COST;
  if (reached <= scores[state]!) return;
  scores[state] = reached;
  origin[state] = origin[neighbour]!;
}
