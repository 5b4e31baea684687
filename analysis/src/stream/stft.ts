import type { Arena } from '../kernels/index.ts';
import { realFft } from '../signal/fft.ts';
import { hannPeriodic } from '../signal/stft.ts';
import type { SpectrumBlock, Stage } from './spectrum-block.ts';
import { BLOCK_FRAMES } from './spectrum-block.ts';

export interface StftOptions {
  fftSize: number;
  hopSamples: number;
}

/**
 * Short-time Fourier magnitudes of a signal that comes in pieces, 8 frames at a time, in constant memory. librosa's defaults: periodic
 * Hann window as long as the FFT, frames centred on multiples of the hop, zeros beyond both ends; 1 + floor(samples / hop) frames.
 */
export function createStft(arena: Arena, { fftSize, hopSamples }: StftOptions): Stage<SpectrumBlock> {
  const bins = fftSize / 2 + 1;
  const { pointer, values } = arena.floats(bins * BLOCK_FRAMES);
  const window = hannPeriodic(fftSize);
  const fft = realFft(fftSize);
  let pending = new Float32Array(fftSize / 2);
  let seen = 0;
  let frame = 0;

  function emit(frames: number, visit: (block: SpectrumBlock) => void): void {
    values.fill(0);
    for (let lane = 0; lane < frames; lane++) {
      const { time } = fft;
      for (let i = 0; i < fftSize; i++) time[i] = (pending[lane * hopSamples + i] ?? 0) * window[i]!;
      fft.forward();
      const { spectrum } = fft;
      values[lane] = Math.abs(spectrum[0]!);
      values[(bins - 1) * BLOCK_FRAMES + lane] = Math.abs(spectrum[1]!);
      for (let bin = 1; bin < bins - 1; bin++)
        values[bin * BLOCK_FRAMES + lane] = Math.hypot(spectrum[2 * bin]!, spectrum[2 * bin + 1]!);
    }
    visit({ pointer, bins, firstFrame: frame, frames });
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
      while (pending.length >= (BLOCK_FRAMES - 1) * hopSamples + fftSize) emit(BLOCK_FRAMES, visit);
    },
    finish(visit) {
      const total = 1 + Math.floor(seen / hopSamples);
      while (frame < total) emit(Math.min(BLOCK_FRAMES, total - frame), visit);
    },
  };
}
