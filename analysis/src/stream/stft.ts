import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import { fftTables } from './fft-tables.ts';
import type { PadMode } from './padding.ts';
import { padEnd, padStart } from './padding.ts';
import type { SpectrumBlock, Stage } from './spectrum-block.ts';
import { BLOCK_FRAMES } from './spectrum-block.ts';
import { centredHann } from './window.ts';

export interface StftOptions {
  /** A power of two from 128 to 8192. */
  fftSize: number;
  hopSamples: number;
  /** Length of the window, in the middle of the transform; the whole of it unless said. */
  windowSamples?: number;
  /** Frames centred on multiples of the hop (unless said), or transforms that start there and lie inside the signal. */
  centred?: boolean;
  /** What lies beyond both ends of the signal for centred frames: silence, unless said. */
  padMode?: PadMode;
}

interface StftKernel {
  stftBlock(
    source: number,
    hopBytes: number,
    window: number,
    data: number,
    size: number,
    twiddles: number,
    unpack: number,
    output: number,
  ): void;
}

/** So much of the signal is kept that the tail is moved to the front only now and then. */
const ROOM_SAMPLES = 16_384;

/**
 * Short-time Fourier magnitudes of a signal that comes in pieces, 8 frames at a time, in constant memory. librosa's definition and
 * defaults: periodic Hann window as long as the FFT, frames centred on multiples of the hop, zeros beyond both ends;
 * 1 + floor(samples / hop) frames. Frames that are not centred: 1 + floor((samples - fftSize) / hop), but at least one.
 */
export function createStft(arena: Arena, options: StftOptions): Stage<SpectrumBlock> {
  const { fftSize, hopSamples, windowSamples = fftSize, centred = true } = options;
  const padMode = centred ? (options.padMode ?? 'zero') : 'zero';
  const kernel = loadKernel('stft', arena) as StftKernel;
  const { size, twiddles, unpack } = fftTables(arena, fftSize);
  const bins = size + 1;
  const pad = centred ? fftSize / 2 : 0;
  const span = (BLOCK_FRAMES - 1) * hopSamples + fftSize;
  const signal = arena.floats(2 * span + 2 * pad + ROOM_SAMPLES);
  const window = arena.floats(fftSize);
  window.values.set(centredHann(windowSamples, fftSize).map((value) => value / 2));
  const data = arena.floats(8 * size).pointer;
  const output = arena.floats(bins * BLOCK_FRAMES);

  let start = 0;
  let filled = pad;
  let seen = 0;
  let frame = 0;

  function reset(): void {
    signal.values.fill(0, 0, pad);
    start = 0;
    filled = pad;
    seen = 0;
    frame = 0;
  }

  function emit(frames: number, visit: (block: SpectrumBlock) => void): void {
    if (frame === 0) padStart(signal.values, pad, seen, padMode);
    const source = signal.pointer + start * 4;
    kernel.stftBlock(source, hopSamples * 4, window.pointer, data, size, twiddles, unpack, output.pointer);
    if (frames < BLOCK_FRAMES) clearLanes(output.values, frames);
    visit({ pointer: output.pointer, bins, firstFrame: frame, frames });
    frame += frames;
    start += frames * hopSamples;
  }

  /** One sample before the next frame stays, for a reflection that ends there. */
  function moveToFront(): void {
    const from = Math.max(0, Math.min(start, filled) - 1);
    signal.values.copyWithin(0, from, filled);
    filled -= from;
    start -= from;
  }

  reset();
  return {
    push(samples, visit) {
      for (let at = 0; at < samples.length;) {
        if (filled === signal.values.length) moveToFront();
        const taken = Math.min(samples.length - at, signal.values.length - filled);
        signal.values.set(samples.subarray(at, at + taken), filled);
        filled += taken;
        seen += taken;
        at += taken;
        while (filled - start >= span) emit(BLOCK_FRAMES, visit);
      }
    },
    finish(visit) {
      const total = 1 + Math.floor((centred ? seen : Math.max(0, seen - fftSize)) / hopSamples);
      if (frame === 0) padStart(signal.values, pad, seen, padMode);
      moveToFront();
      padEnd(signal.values, filled, { pad, seen, padMode });
      while (frame < total) emit(Math.min(BLOCK_FRAMES, total - frame), visit);
    },
    reset,
  };
}

function clearLanes(block: Float32Array, frames: number): void {
  for (let i = 0; i < block.length; i += BLOCK_FRAMES) block.fill(0, i + frames, i + BLOCK_FRAMES);
}
