import { realFft } from '../signal/fft.ts';
import { hannPeriodic } from '../signal/stft.ts';
import { melBandFilters } from './mel-bands.ts';

/** What the front end of a model computes of its signal. */
export interface LogMelSpec {
  sampleRateHz: number;
  fftSize: number;
  /** Length of the periodic Hann window, at most fftSize. */
  windowSamples: number;
  hopSamples: number;
  /** Frames centred on multiples of the hop, zeros beyond both ends; else the first frame begins with the first sample. */
  centred: boolean;
  /** 1: mel bands of magnitudes, 2: of powers. */
  power: 1 | 2;
  melBands: number;
  lowestHz: number;
  highestHz: number;
  /** log10(1 + scale · x), or 10 log10(max(floor, x)). */
  compression: { kind: 'log10'; scale: number } | { kind: 'decibels'; floor: number };
}

/** Consecutive frames, `[frame][band]`; the array is reused. */
export interface LogMelRows {
  values: Float32Array;
  firstFrame: number;
  frames: number;
}

export interface LogMel {
  push(samples: Float32Array, visit: (rows: LogMelRows) => void): void;
  finish(visit: (rows: LogMelRows) => void): void;
  /** Makes it ready for the next signal. */
  reset(): void;
}

/**
 * Log-mel spectrum of a signal that comes in pieces, in constant memory, as librosa defines it. A signal shorter than one window that
 * is not centred makes one frame.
 */
export function createLogMel(spec: LogMelSpec): LogMel {
  const { windowSamples, hopSamples, melBands, centred } = spec;
  const row = createRow(spec);
  const lead = centred ? windowSamples / 2 : 0;
  let pending = new Float32Array(lead);
  let seen = 0;
  let frame = 0;

  function emit(frames: number, visit: (rows: LogMelRows) => void): void {
    if (frames <= 0) return;
    const values = new Float32Array(frames * melBands);
    for (let i = 0; i < frames; i++) row(pending, i * hopSamples, values, i * melBands);
    visit({ values, firstFrame: frame, frames });
    frame += frames;
    pending = pending.slice(Math.min(pending.length, frames * hopSamples));
  }

  return {
    push(samples, visit) {
      seen += samples.length;
      const joined = new Float32Array(pending.length + samples.length);
      joined.set(pending);
      joined.set(samples, pending.length);
      pending = joined;
      emit(Math.floor((pending.length - windowSamples) / hopSamples) + 1, visit);
    },
    finish(visit) {
      const whole = centred ? seen : Math.max(0, seen - windowSamples);
      emit(1 + Math.floor(whole / hopSamples) - frame, visit);
    },
    reset() {
      pending = new Float32Array(lead);
      seen = 0;
      frame = 0;
    },
  };
}

type Row = (samples: Float32Array, start: number, target: Float32Array, offset: number) => void;

/** One frame: window, transform, mel bands, compression. */
function createRow(spec: LogMelSpec): Row {
  const { fftSize, windowSamples, power, compression } = spec;
  const fft = realFft(fftSize);
  const window = hannPeriodic(windowSamples);
  const { first, weights } = melBandFilters(spec);
  const spectrum = new Float32Array(fftSize / 2 + 1);
  const compressed: (value: number) => number =
    compression.kind === 'log10'
      ? (value) => Math.log10(1 + compression.scale * value)
      : (value) => 10 * Math.log10(Math.max(compression.floor, value));
  return (samples, start, target, offset) => {
    const { time } = fft;
    for (let i = 0; i < windowSamples; i++) time[i] = (samples[start + i] ?? 0) * window[i]!;
    time.fill(0, windowSamples);
    fft.forward();
    powersInto(spectrum, fft.spectrum, power);
    for (let band = 0; band < weights.length; band++) {
      const filter = weights[band]!;
      const from = first[band]!;
      let sum = 0;
      for (let i = 0; i < filter.length; i++) sum += filter[i]! * spectrum[from + i]!;
      target[offset + band] = compressed(sum);
    }
  };
}

function powersInto(target: Float32Array, packed: Float32Array, power: 1 | 2): void {
  const last = target.length - 1;
  target[0] = packed[0]! ** 2;
  target[last] = packed[1]! ** 2;
  for (let bin = 1; bin < last; bin++) target[bin] = packed[2 * bin]! ** 2 + packed[2 * bin + 1]! ** 2;
  if (power === 1) for (let bin = 0; bin <= last; bin++) target[bin] = Math.sqrt(target[bin]!);
}
