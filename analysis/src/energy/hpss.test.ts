import { Arena } from '../kernels/index.ts';
import { BLOCK_FRAMES } from '../stream/spectrum-block.ts';
import type { SeparatedBlock } from './hpss.ts';
import { createHpss } from './hpss.ts';
import { reflect } from './reflect.ts';

const arena = new Arena(1 << 24);
const HALF = 15;

test.each([
  [1, 64],
  [3, 65],
  [8, 40],
  [15, 33],
  [16, 16],
  [17, 31],
  [24, 40],
  [61, 97],
  [40, 1025],
])('has the medians and masks of the definition for %d frames of %d bins', (frames, bins) => {
  const spectrogram = spectrumOf(frames, bins);
  const expected = separatedByDefinition(spectrogram);
  const { ratio, blocks } = separated(spectrogram);
  expect(ratio).toBeCloseTo(sum(expected, 'percussive') / (sum(expected, 'percussive') + sum(expected, 'harmonic')), 3);
  expect(blocks.map(({ firstFrame }) => firstFrame)).toEqual(blocks.map((_, i) => i * BLOCK_FRAMES));
  for (const { firstFrame, frames: count, percussiveEnergy, harmonicEnergy } of blocks) {
    const own = expected.slice(firstFrame, firstFrame + count);
    expect(percussiveEnergy / sum(own, 'percussive')).toBeCloseTo(1, 2);
    expect(harmonicEnergy / sum(own, 'harmonic')).toBeCloseTo(1, 2);
  }
});

test('silence has no percussive share, and a track after another knows nothing of it', () => {
  const silence = Array.from({ length: 40 }, () => new Float32Array(64));
  expect(separated(silence)).toMatchObject({ ratio: 0 });
  expect(separated(silence).blocks[0]).toMatchObject({ percussiveRatio: null, percussiveEnergy: 0 });
  const hpss = createHpss(arena, { bins: 64 });
  const spectrogram = spectrumOf(45, 64);
  const first = separated(spectrogram, hpss).ratio;
  separated(spectrumOf(9, 64), hpss);
  expect(separated(spectrogram, hpss).ratio).toBe(first);
});

test('the ratio does not depend on the level', () => {
  const spectrogram = spectrumOf(60, 64);
  const quiet = spectrogram.map((frame) => frame.map((value) => value * 2 ** -20));
  expect(separated(quiet).ratio).toBe(separated(spectrogram).ratio);
});

function separated(spectrogram: Float32Array[], hpss = createHpss(arena, { bins: spectrogram[0]!.length })) {
  const bins = spectrogram[0]!.length;
  const { pointer, values } = arena.floats(bins * BLOCK_FRAMES);
  const blocks: SeparatedBlock[] = [];
  hpss.reset();
  for (let firstFrame = 0; firstFrame < spectrogram.length; firstFrame += BLOCK_FRAMES) {
    const frames = Math.min(BLOCK_FRAMES, spectrogram.length - firstFrame);
    values.fill(0);
    for (let lane = 0; lane < frames; lane++)
      for (let bin = 0; bin < bins; bin++) values[bin * BLOCK_FRAMES + lane] = spectrogram[firstFrame + lane]![bin]!;
    hpss.add({ pointer, bins, firstFrame, frames }, (block) => blocks.push(block));
  }
  return { ratio: hpss.finish((block) => blocks.push(block)), blocks };
}

/** Tones over clicks over noise, like magnitudes of music. */
function spectrumOf(frames: number, bins: number): Float32Array[] {
  let state = 1;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  return Array.from({ length: frames }, (_, frame) =>
    Float32Array.from({ length: bins }, (__, bin) => {
      const tone = bin % 23 === 5 ? 30 : 0;
      const click = frame % 19 === 4 ? 8 : 0;
      return (tone + click + 0.5) * -Math.log(random() + 1e-9);
    }),
  );
}

function separatedByDefinition(spectrogram: Float32Array[]): { percussive: number; harmonic: number }[] {
  const frames = spectrogram.length;
  const bins = spectrogram[0]!.length;
  const offsets = Array.from({ length: 2 * HALF + 1 }, (_, i) => i - HALF);
  return spectrogram.map((magnitudes, frame) => {
    let [percussive, harmonic] = [0, 0];
    magnitudes.forEach((magnitude, bin) => {
      const p = median(offsets.map((offset) => magnitudes[reflect(bin + offset, bins)]!));
      const h = median(offsets.map((offset) => spectrogram[reflect(frame + offset, frames)]![bin]!));
      const share = p ** 2 / (p ** 2 + h ** 2);
      percussive += (magnitude * share) ** 2;
      harmonic += (magnitude * (1 - share)) ** 2;
    });
    return { percussive, harmonic };
  });
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[HALF]!;
}

function sum<Key extends string>(rows: Record<Key, number>[], key: Key): number {
  return rows.reduce((total, row) => total + row[key], 0);
}
