import fitted from './generated/tempo-model.json' with { type: 'json' };
import { quantile } from '../signal/statistics.ts';
import { FRAME_RATE_HZ } from './frames.ts';
import type { OnsetEnvelopes } from './onset-envelopes.ts';
import type { Periodicity } from './periodicity.ts';
import { atFrequency, atLag, coincidence, createPeriodicity } from './periodicity.ts';
import { refinedPeriod } from './tempo-path.ts';

/** What the beat may be of the pulse that was followed: beats a pulse. */
const RATIOS = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 3, 4];
/** A pulse that moves further than this between windows is another one. */
const LEAP_OCTAVES = 0.1;
const PRIOR_BPM = 115;
const PRIOR_WEIGHT = 2;
const SLOWEST_BPM = 40;
const FASTEST_BPM = 240;

/** A pulse that may be the beat, and what speaks for it. */
export interface Candidate {
  /** Beats for each pulse of the path. */
  ratio: number;
  bpm: number;
  /** Mean autocorrelation one beat apart. */
  pulseClarity: number;
  evidence: Float64Array;
}

type Windows = Record<keyof OnsetEnvelopes, Periodicity>;

/** Where `QUESTIONS` asks for the autocorrelation one beat apart. */
const PULSE_CLARITY = 2;

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

/** A stretch of windows in which one pulse was followed. */
export interface Segment {
  /** Windows, the last exclusive. */
  from: number;
  to: number;
  candidates: Candidate[];
}

/**
 * The stretches between leaps of the followed pulse, and what may be the beat in each, with the evidence averaged over its windows.
 * @param flat envelopes without their trends
 * @param path period of the followed pulse in frames, for each window; refined in place
 */
export function segmentsOf(flat: OnsetEnvelopes, path: Float64Array): Segment[] {
  const ask = questioner(flat);
  const segments: Segment[] = [];
  let from = 0;
  for (let window = 1; window <= path.length; window++) {
    const goesOn = window < path.length && Math.abs(Math.log2(path[window]! / path[window - 1]!)) <= LEAP_OCTAVES;
    if (goesOn) continue;
    segments.push({ from, to: window, candidates: candidates(ask, path.subarray(from, window), from) });
    from = window;
  }
  return segments;
}

/** Adds a window's answers to the evidence of candidates; gives the refined period of the pulse. */
type Ask = (window: number, period: number, about: readonly { ratio: number; evidence: Float64Array }[]) => number;

function questioner(flat: OnsetEnvelopes): Ask {
  const measures = {
    full: createPeriodicity(),
    low: createPeriodicity(),
    middle: createPeriodicity(),
    high: createPeriodicity(),
  };
  return (window, period, about) => {
    const windows = {
      full: measures.full(flat.full, window),
      low: measures.low(flat.low, window),
      middle: measures.middle(flat.middle, window),
      high: measures.high(flat.high, window),
    };
    const refined = refinedPeriod(windows.full, period);
    for (const { ratio, evidence } of about)
      QUESTIONS.forEach((question, i) => (evidence[i]! += question(windows, refined / ratio)));
    return refined;
  };
}

function candidates(ask: Ask, path: Float64Array, firstWindow: number): Candidate[] {
  const pulseBpm = (60 * FRAME_RATE_HZ) / quantile(path, 0.5);
  const found = RATIOS.map((ratio) => ({ ratio, bpm: ratio * pulseBpm }))
    .filter(({ bpm }) => bpm >= SLOWEST_BPM && bpm <= FASTEST_BPM)
    .map((candidate) => ({ ...candidate, evidence: new Float64Array(QUESTIONS.length) }));
  for (let i = 0; i < path.length; i++) path[i] = ask(firstWindow + i, path[i]!, found);
  for (const { evidence } of found) for (let i = 0; i < evidence.length; i++) evidence[i]! /= path.length;
  return found.map(({ ratio, bpm, evidence }) => ({
    ratio,
    bpm,
    pulseClarity: evidence[PULSE_CLARITY]!,
    evidence: Float64Array.from([...evidence, ...tempoEvidence(bpm)]),
  }));
}

/**
 * How likely each candidate is the beat: the softmax of their scores. The music of the fit has as many slow pieces as fast ones of a
 * kind; real music gathers around 115 bpm (half an octave from it is e^0.5 times less likely).
 */
export function likelihoods(among: readonly Candidate[], model: LevelModel = fitted.level): number[] {
  const scores = among.map(
    ({ evidence, bpm }) => score(evidence, model) - PRIOR_WEIGHT * Math.log2(bpm / PRIOR_BPM) ** 2,
  );
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
