import { Arena } from '../kernels/index.ts';
import { centredHann } from '../stream/window.ts';
import { createAutocorrelation } from './autocorrelation.ts';
import type { OnsetEnvelopes } from './onset-envelopes.ts';

/** 11.9 seconds: four bars at 80 bpm. */
export const WINDOW_FRAMES = 512;
/** 3 seconds. */
export const WINDOW_HOP_FRAMES = 128;
const FFT_SIZE = 1024;
/** Longest lag at which the overlap of a window with itself still says something. */
const LONGEST_LAG = 360;
/** Moving mean that is taken off an envelope: longer than a beat, shorter than a crescendo. */
const TREND_FRAMES = 64;

const SMALLEST = 1e-9;

/** What repeats in one window of one envelope. */
export interface Periodicity {
  /** By lag in frames, 1 at lag 0. */
  readonly autocorrelation: Float32Array;
  /** Fourier spectrum of the window: FFT_SIZE / 2 complex numbers. */
  readonly spectrum: Float32Array;
  /** Largest magnitude of the spectrum. */
  readonly peak: number;
}

/** An envelope less its trend, softened by a frame to both sides: what periodicities are looked for in. */
export function withoutTrend(envelope: Float32Array): Float32Array {
  const half = TREND_FRAMES / 2;
  const sums = new Float64Array(envelope.length + 1);
  for (let i = 0; i < envelope.length; i++) sums[i + 1] = sums[i]! + envelope[i]!;
  const flat = new Float32Array(envelope.length);
  for (let i = 0; i < envelope.length; i++) {
    const from = Math.max(0, i - half);
    const to = Math.min(envelope.length, i + half);
    flat[i] = envelope[i]! - (sums[to]! - sums[from]!) / (to - from);
  }
  const soft = new Float32Array(flat.length);
  for (let i = 0; i < flat.length; i++) soft[i] = 0.5 * flat[i]! + 0.25 * ((flat[i - 1] ?? 0) + (flat[i + 1] ?? 0));
  return soft;
}

/** Number of windows over an envelope; a short one has a single window. */
export function windowCount(frames: number): number {
  return 1 + Math.max(0, Math.ceil((frames - WINDOW_FRAMES) / WINDOW_HOP_FRAMES));
}

const ARENA_BYTES = 2 ** 18;
const window = centredHann(WINDOW_FRAMES, WINDOW_FRAMES);
/** One for all: it keeps nothing from call to call. */
let correlate: ReturnType<typeof createAutocorrelation> | undefined;
let windowOverlap: Float32Array | undefined;

/** Makes the periodicities of one window after another in buffers of its own. */
export function createPeriodicity() {
  const overlap = (windowOverlap ??= transform(
    window,
    new Float32Array(LONGEST_LAG),
    new Float32Array(FFT_SIZE),
  ).autocorrelation);
  const samples = new Float32Array(WINDOW_FRAMES);
  const autocorrelation = new Float32Array(LONGEST_LAG);
  const spectrum = new Float32Array(FFT_SIZE);
  return (flat: Float32Array, windowIndex: number): Periodicity => {
    const start = windowIndex * WINDOW_HOP_FRAMES;
    for (let i = 0; i < WINDOW_FRAMES; i++) samples[i] = window[i]! * (flat[start + i] ?? 0);
    const found = transform(samples, autocorrelation, spectrum);
    for (let lag = 0; lag < LONGEST_LAG; lag++) autocorrelation[lag]! /= overlap[lag]!;
    return found;
  };
}

/** The value of an autocorrelation at a lag between frames: the largest within half a frame of it. 0 beyond the longest lag. */
export function atLag({ autocorrelation }: Periodicity, lag: number): number {
  return Math.max(
    interpolated(autocorrelation, lag - 0.5),
    interpolated(autocorrelation, lag),
    interpolated(autocorrelation, lag + 0.5),
  );
}

/** Magnitude of the spectrum at a frequency in cycles a frame, as a share of the largest. */
export function atFrequency({ spectrum, peak }: Periodicity, frequency: number): number {
  const position = frequency * FFT_SIZE;
  const bin = Math.floor(position);
  if (bin < 1 || bin + 1 >= FFT_SIZE / 2) return 0;
  const share = position - bin;
  return ((1 - share) * magnitude(spectrum, bin) + share * magnitude(spectrum, bin + 1)) / peak;
}

/**
 * How far two envelopes swing together (1) or in turn (-1) at a frequency: real part of the cross spectrum, relative to the largest
 * magnitudes of both.
 */
export function coincidence(one: Periodicity, other: Periodicity, frequency: number): number {
  const bin = Math.round(frequency * FFT_SIZE);
  if (bin < 1 || bin >= FFT_SIZE / 2) return 0;
  const real =
    one.spectrum[2 * bin]! * other.spectrum[2 * bin]! + one.spectrum[2 * bin + 1]! * other.spectrum[2 * bin + 1]!;
  return real / (one.peak * other.peak);
}

/** The envelopes without their trends. */
export function flatten(envelopes: OnsetEnvelopes): OnsetEnvelopes {
  return {
    full: withoutTrend(envelopes.full),
    low: withoutTrend(envelopes.low),
    middle: withoutTrend(envelopes.middle),
    high: withoutTrend(envelopes.high),
  };
}

function transform(samples: Float32Array, autocorrelation: Float32Array, spectrum: Float32Array): Periodicity {
  correlate ??= createAutocorrelation(new Arena(ARENA_BYTES), FFT_SIZE);
  const found = correlate(samples);
  spectrum.set(found.spectrum);
  let peak = SMALLEST;
  for (let i = 2; i < FFT_SIZE; i += 2) peak = Math.max(peak, spectrum[i]! ** 2 + spectrum[i + 1]! ** 2);
  const energy = Math.max(SMALLEST, found.byLag[0]!);
  for (let lag = 0; lag < LONGEST_LAG; lag++) autocorrelation[lag] = found.byLag[lag]! / energy;
  return { autocorrelation, spectrum, peak: Math.sqrt(peak) };
}

function interpolated(values: Float32Array, position: number): number {
  const below = Math.floor(position);
  if (below < 0 || below + 1 >= values.length) return 0;
  const share = position - below;
  return (1 - share) * values[below]! + share * values[below + 1]!;
}

function magnitude(spectrum: Float32Array, bin: number): number {
  return Math.sqrt(spectrum[2 * bin]! ** 2 + spectrum[2 * bin + 1]! ** 2);
}
