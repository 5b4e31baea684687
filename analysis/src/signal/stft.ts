import { realFft } from './fft.ts';

export interface StftOptions {
  fftSize: number;
  hopSamples: number;
}

/** Called once a frame with |STFT| (fftSize / 2 + 1 values). The array is reused: copy what must last. */
export type FrameVisitor = (magnitude: Float32Array, frame: number) => void;

/** Number of centred frames over a signal, as librosa counts them. */
export function frameCount(sampleCount: number, { hopSamples }: StftOptions): number {
  return 1 + Math.floor(sampleCount / hopSamples);
}

/**
 * Short-time Fourier magnitudes frame by frame, in constant memory. librosa's defaults: periodic Hann window as long as
 * the FFT, frames centred on multiples of the hop, zeros beyond both ends.
 */
export function forEachFrame(samples: Float32Array, options: StftOptions, visit: FrameVisitor): void {
  const { fftSize, hopSamples } = options;
  const fft = realFft(fftSize);
  const window = hannPeriodic(fftSize);
  const magnitude = new Float32Array(fftSize / 2 + 1);
  const frames = frameCount(samples.length, options);
  for (let frame = 0; frame < frames; frame++) {
    windowInto(fft.time, samples, frame * hopSamples - fftSize / 2, window);
    fft.forward();
    magnitudesInto(magnitude, fft.spectrum);
    visit(magnitude, frame);
  }
}

/** Periodic Hann window: 0.5 - 0.5 cos(2πn / size). */
export function hannPeriodic(size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
}

function windowInto(target: Float32Array, samples: Float32Array, start: number, window: Float32Array): void {
  const size = target.length;
  const from = Math.max(0, -start);
  const to = Math.min(size, samples.length - start);
  if (from > 0) target.fill(0, 0, from);
  for (let i = from; i < to; i++) target[i] = samples[start + i]! * window[i]!;
  if (to < size) target.fill(0, Math.max(0, to));
}

function magnitudesInto(magnitude: Float32Array, packed: Float32Array): void {
  const last = magnitude.length - 1;
  magnitude[0] = Math.abs(packed[0]!);
  magnitude[last] = Math.abs(packed[1]!);
  for (let bin = 1; bin < last; bin++) {
    const re = packed[2 * bin]!;
    const im = packed[2 * bin + 1]!;
    magnitude[bin] = Math.sqrt(re * re + im * im);
  }
}
