import { realFft } from './fft.ts';
import { hannPeriodic } from './stft.ts';
import { mean } from './statistics.ts';

const WINDOW_SECONDS = 8;
const PRIOR_BPM = 120;
const FASTEST_BPM = 320;
/** Above this an evenly strong faster pulse is a subdivision, not the beat. */
const FASTEST_BEAT_BPM = 200;
/** A half period whose autocorrelation reaches this share of the period's own is an equally strong pulse. */
const EQUAL_PULSE = 0.95;

export interface TempoEstimate {
  /** Whole frames from beat to beat. */
  periodFrames: number;
  bpm: number;
  /** Autocorrelation of the mean-free onset strength at the period, 0 (no pulse) to 1 (a perfect one). */
  confidence: number;
}

/**
 * Tempo of an onset envelope: mean of its local autocorrelations (windows of 8 s), weighted by a log-normal prior around 120 bpm
 * (`librosa.feature.tempo`), then the octave: where every half period is as strong a pulse, the faster one is the beat.
 * Returns undefined where nothing repeats or nothing sounds.
 */
export function estimateTempo(strength: Float32Array, frameRateHz: number): TempoEstimate | undefined {
  const windowFrames = Math.floor(WINDOW_SECONDS * frameRateHz);
  const tempogram = meanTempogram(strength, windowFrames);
  const period = likeliestPeriod(tempogram, frameRateHz);
  if (period === undefined) return undefined;
  const periodFrames = isEvenlyDivided(tempogram, period, frameRateHz) ? Math.round(period / 2) : period;
  return { periodFrames, bpm: (60 * frameRateHz) / periodFrames, confidence: pulseClarity(strength, periodFrames) };
}

/** Mean over all frames of the autocorrelation (each scaled to its largest) of a Hann-windowed stretch around the frame. */
export function meanTempogram(strength: Float32Array, windowFrames: number): Float64Array {
  const padded = rampPadded(strength, Math.floor(windowFrames / 2));
  const window = hannPeriodic(windowFrames);
  const fft = realFft(transformSize(2 * windowFrames - 1));
  const sum = new Float64Array(windowFrames);
  for (let frame = 0; frame < strength.length; frame++) {
    const { time } = fft;
    for (let i = 0; i < windowFrames; i++) time[i] = (padded[frame + i] ?? 0) * window[i]!;
    time.fill(0, windowFrames);
    fft.forward();
    toPower(fft.spectrum);
    fft.inverse();
    const autocorrelation = fft.time;
    const largest = autocorrelation[0]!;
    if (largest <= 0) continue;
    for (let lag = 0; lag < windowFrames; lag++) sum[lag]! += autocorrelation[lag]! / largest;
  }
  return sum.map((value) => value / strength.length);
}

function likeliestPeriod(tempogram: Float64Array, frameRateHz: number): number | undefined {
  let best: number | undefined;
  let highest = 0;
  for (let lag = 1; lag < tempogram.length; lag++) {
    const bpm = (60 * frameRateHz) / lag;
    if (bpm >= FASTEST_BPM) continue;
    const weighted = Math.log1p(1e6 * Math.max(0, tempogram[lag]!)) - 0.5 * Math.log2(bpm / PRIOR_BPM) ** 2;
    if (weighted > highest) {
      highest = weighted;
      best = lag;
    }
  }
  return best;
}

function isEvenlyDivided(tempogram: Float64Array, period: number, frameRateHz: number): boolean {
  const half = Math.round(period / 2);
  if ((60 * frameRateHz) / half > FASTEST_BEAT_BPM) return false;
  const around = Math.max(tempogram[half - 1]!, tempogram[half]!, tempogram[half + 1]!);
  return around >= EQUAL_PULSE * tempogram[period]!;
}

function pulseClarity(strength: Float32Array, period: number): number {
  const average = mean(strength);
  let product = 0;
  let energy = 0;
  for (let i = 0; i < strength.length; i++) {
    const value = strength[i]! - average;
    energy += value * value;
    if (i >= period)
      product += value * Math.max(...[-1, 0, 1].map((shift) => (strength[i - period + shift] ?? average) - average));
  }
  return energy === 0 ? 0 : Math.min(1, Math.max(0, product / energy));
}

/** Both ends run down to zero over `length` frames, as numpy's linear_ramp padding does. */
function rampPadded(strength: Float32Array, length: number): Float32Array {
  const padded = new Float32Array(strength.length + 2 * length);
  padded.set(strength, length);
  const last = strength.length - 1;
  for (let i = 0; i < length; i++) {
    padded[i] = (strength[0]! * i) / length;
    padded[padded.length - 1 - i] = (strength[last]! * i) / length;
  }
  return padded;
}

/** Smallest power of two that is large enough (the padding does not change an autocorrelation). */
function transformSize(minimum: number): number {
  return Math.max(32, 2 ** Math.ceil(Math.log2(minimum)));
}

function toPower(packed: Float32Array): void {
  packed[0] = packed[0]! ** 2;
  packed[1] = packed[1]! ** 2;
  for (let i = 2; i < packed.length; i += 2) {
    packed[i] = packed[i]! ** 2 + packed[i + 1]! ** 2;
    packed[i + 1] = 0;
  }
}
