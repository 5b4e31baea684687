import { Arena } from '../kernels/index.ts';
import { magnitudesOf, noise, outputs, windowed } from './reference.test-tools.ts';
import type { SpectrumBlock } from './spectrum-block.ts';
import type { StftOptions } from './stft.ts';
import { createStft } from './stft.ts';

const arena = new Arena(1 << 24);

/** Frames bin by bin, and that they come in order, in blocks of 8, with empty lanes at zero. */
function framesOf(options: StftOptions, signal: Float32Array, pieceSamples = 777): number[][] {
  const frames: number[][] = [];
  const copy = (block: SpectrumBlock) => {
    expect(block.firstFrame).toBe(frames.length);
    const values = new Float32Array(arena.memory.buffer, block.pointer, block.bins * 8);
    const lanes = Array.from({ length: 8 }, (_, lane) =>
      Array.from({ length: block.bins }, (__, bin) => values[bin * 8 + lane]!),
    );
    frames.push(...lanes.slice(0, block.frames));
    expect(
      lanes
        .slice(block.frames)
        .flat()
        .every((value) => value === 0),
    ).toBe(true);
  };
  outputs(createStft(arena, options), { signal, pieceSamples }, copy);
  return frames;
}

/** The largest difference as a share of the largest value. */
function error(found: number[][], wanted: number[][]): number {
  expect(found).toHaveLength(wanted.length);
  const largest = Math.max(...wanted.flat());
  return (
    Math.max(...wanted.flatMap((frame, i) => frame.map((value, bin) => Math.abs(value - found[i]![bin]!)))) / largest
  );
}

const range = (length: number) => Array.from({ length }, (_, i) => i);

test.each([128, 256, 512, 1024, 2048, 4096, 8192])(
  'a transform of %d samples is the discrete Fourier transform',
  (fftSize) => {
    const signal = noise(3 * fftSize);
    const hopSamples = fftSize / 4;
    const wanted = range(13).map((frame) =>
      magnitudesOf(windowed((at) => signal[at] ?? 0, (frame - 2) * hopSamples, fftSize)),
    );
    expect(error(framesOf({ fftSize, hopSamples }, signal), wanted)).toBeLessThan(1e-6);
  },
);

test.each([0, 100, 511, 512, 5000])('a signal of %d samples has 1 + floor(samples / hop) centred frames', (length) => {
  const signal = noise(length);
  const wanted = range(1 + Math.floor(length / 512)).map((frame) =>
    magnitudesOf(windowed((at) => signal[at] ?? 0, frame * 512 - 1024, 2048)),
  );
  const found = framesOf({ fftSize: 2048, hopSamples: 512 }, signal);
  if (length > 0) expect(error(found, wanted)).toBeLessThan(1e-6);
  else expect(found.flat().every((value) => value === 0)).toBe(true);
});

test('the frames do not depend on how the signal is cut', () => {
  const signal = noise(40_000);
  const whole = framesOf({ fftSize: 1024, hopSamples: 300 }, signal, signal.length);
  for (const pieceSamples of [1000, 4096, 33_333])
    expect(error(framesOf({ fftSize: 1024, hopSamples: 300 }, signal, pieceSamples), whole)).toBe(0);
});

test.each([3, 300, 513, 4321])('a mirrored signal of %d samples is what numpy pads it to', (length) => {
  const signal = noise(length);
  const period = 2 * (length - 1);
  const mirrored = (at: number) => {
    const within = ((at % period) + period) % period;
    return signal[Math.min(within, period - within)]!;
  };
  const wanted = range(1 + Math.floor(length / 320)).map((frame) =>
    magnitudesOf(windowed(mirrored, frame * 320 - 512, 1024)),
  );
  expect(error(framesOf({ fftSize: 1024, hopSamples: 320, padMode: 'reflect' }, signal), wanted)).toBeLessThan(1e-6);
});

test('a window shorter than the transform lies in its middle, and frames that are not centred start at the hop', () => {
  const signal = noise(20_000);
  const options = { fftSize: 1024, hopSamples: 320, windowSamples: 640, centred: false };
  const wanted = range(1 + Math.floor((20_000 - 1024) / 320)).map((frame) =>
    magnitudesOf(windowed((at) => signal[at]!, frame * 320, 1024, 640)),
  );
  expect(error(framesOf(options, signal), wanted)).toBeLessThan(1e-6);
});

test('sizes that are no power of two are refused', () => {
  expect(() => createStft(arena, { fftSize: 1000, hopSamples: 250 })).toThrow('No transform of 1000 samples');
});
