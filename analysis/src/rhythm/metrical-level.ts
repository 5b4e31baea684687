import fitted from './generated/tempo-model.json' with { type: 'json' };
import { FRAME_RATE_HZ } from './frames.ts';
import type { OnsetEnvelopes } from './onset-envelopes.ts';
import type { Periodicity } from './periodicity.ts';
import { atFrequency, atLag, coincidence, createPeriodicity } from './periodicity.ts';
import { refinedPeriod } from './tempo-path.ts';

/** What the beat may be of the pulse that was followed: beats a pulse. */
const RATIOS = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 3, 4];
const SLOWEST_BPM = 40;
const FASTEST_BPM = 240;

/** A pulse that may be the beat, and what speaks for it. */
export interface Candidate {
  /** Beats for each pulse of the path. */
  ratio: number;
  bpm: number;
  evidence: Float64Array;
}

type Windows = Record<keyof OnsetEnvelopes, Periodicity>;

/** What is asked of every window for a candidate's period in frames. The order is that of the weights. */
const QUESTIONS: readonly ((windows: Windows, period: number) => number)[] = [
  ...[1 / 3, 1 / 2, 1, 3 / 2, 2, 3, 4].map((k) => (w: Windows, period: number) => atLag(w.full, k * period)),
  ...[1 / 2, 1, 2, 4].map((k) => (w: Windows, period: number) => atLag(w.low, k * period)),
  ...[1 / 2, 1, 2, 4].map((k) => (w: Windows, period: number) => atLag(w.middle, k * period)),
  ...[1 / 2, 1, 2].map((k) => (w: Windows, period: number) => atLag(w.high, k * period)),
  ...[1 / 2, 1, 2, 3, 4].map((k) => (w: Windows, period: number) => atFrequency(w.full, k / period)),
  ...[1 / 2, 1, 2].map((k) => (w: Windows, period: number) => atFrequency(w.low, k / period)),
  ...[1 / 2, 1, 2].map((k) => (w: Windows, period: number) => atFrequency(w.middle, k / period)),
  ...[1, 2, 3].map((k) => (w: Windows, period: number) => atFrequency(w.high, k / period)),
  ...[1 / 4, 1 / 2, 1].map((k) => (w: Windows, period: number) => coincidence(w.low, w.middle, k / period)),
  ...[1 / 2, 1].map((k) => (w: Windows, period: number) => coincidence(w.low, w.high, k / period)),
];

/** What is asked of the tempo itself: how far it is from 120 bpm, in octaves. */
function tempoEvidence(bpm: number): number[] {
  const octaves = Math.log2(bpm / 120);
  return [octaves, octaves ** 2, Math.max(0, octaves - 0.5) ** 2, Math.max(0, -octaves - 0.5) ** 2];
}

/**
 * The pulses that may be the beat with the evidence for each, averaged over windows.
 * @param flat envelopes without their trends
 * @param path period of the followed pulse in frames, for each window; refined in place
 */
export function candidates(flat: OnsetEnvelopes, path: Float64Array): Candidate[] {
  const median = Float64Array.from(path).sort()[path.length >> 1]!;
  const pulseBpm = (60 * FRAME_RATE_HZ) / median;
  const found = RATIOS.map((ratio) => ({ ratio, bpm: ratio * pulseBpm }))
    .filter(({ bpm }) => bpm >= SLOWEST_BPM && bpm <= FASTEST_BPM)
    .map((candidate) => ({ ...candidate, evidence: new Float64Array(QUESTIONS.length) }));
  const measures = {
    full: createPeriodicity(),
    low: createPeriodicity(),
    middle: createPeriodicity(),
    high: createPeriodicity(),
  };
  for (let window = 0; window < path.length; window++) {
    const windows = {
      full: measures.full(flat.full, window),
      low: measures.low(flat.low, window),
      middle: measures.middle(flat.middle, window),
      high: measures.high(flat.high, window),
    };
    path[window] = refinedPeriod(windows.full, path[window]!);
    for (const { ratio, evidence } of found)
      QUESTIONS.forEach((ask, i) => (evidence[i]! += ask(windows, path[window]! / ratio) / path.length));
  }
  return found.map(({ ratio, bpm, evidence }) => ({
    ratio,
    bpm,
    evidence: Float64Array.from([...evidence, ...tempoEvidence(bpm)]),
  }));
}

/** How likely each candidate is the beat: the softmax of their scores. */
export function likelihoods(among: readonly Candidate[], model: LevelModel = fitted.level): number[] {
  const scores = among.map(({ evidence }) => score(evidence, model));
  const highest = Math.max(...scores);
  const exponentials = scores.map((value) => Math.exp(value - highest));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}

/** A small network over standardised evidence: a weighted sum, and some units that weigh two things against each other. */
export interface LevelModel {
  mean: readonly number[];
  deviation: readonly number[];
  linear: readonly number[];
  units: readonly { bias: number; weights: readonly number[]; output: number }[];
}

function score(evidence: Float64Array, { mean, deviation, linear, units }: LevelModel): number {
  const standard = evidence.map((value, i) => (value - mean[i]!) / deviation[i]!);
  const weighed = (weights: readonly number[]) => standard.reduce((sum, value, i) => sum + value * weights[i]!, 0);
  return units.reduce(
    (sum, { bias, weights, output }) => sum + output * Math.tanh(bias + weighed(weights)),
    weighed(linear),
  );
}
