import { Arena } from '../kernels/index.ts';
import { noise, SIGNALS } from '../signal/test-signals.ts';
import { quantile } from '../signal/statistics.ts';
import { createFrameLevelsMeter } from './frame-levels.ts';
import { createLowMidMeter } from './low-mid.ts';
import { HOP_SAMPLES, largestDifference, meanOf, SPECTRUM, spectraOf } from './test-tools.ts';

const FRAMES = { frameSamples: 2048, hopSamples: HOP_SAMPLES };
const random = noise(21);
const signals: [string, Float32Array][] = [
  ['a song', SIGNALS.song(22050).subarray(0, 100_001)],
  ['silence after noise', Float32Array.from({ length: 50_300 }, (_, i) => (i < 20_000 ? random() : 0))],
  ['noise within the dead zone', Float32Array.from({ length: 20_000 }, () => 2e-10 * random())],
  ['a signal of whole hops that ends below zero', Float32Array.from({ length: 4096 }, (_, i) => Math.cos(i / 2) - 0.1)],
  ['one frame', Float32Array.from({ length: 300 }, random)],
  ['nothing', new Float32Array(0)],
];

describe.each(signals)('%s', (_, signal) => {
  const expected = definedLevels(signal);

  test.each([1, 777, 8192, 1_000_000])('has the levels that their definitions say, in pieces of %d', (pieceLength) => {
    const seen: number[] = [];
    const meter = createFrameLevelsMeter(new Arena(1 << 18), {
      ...FRAMES,
      visit: (rms, firstFrame, frames) => {
        expect(firstFrame).toBe(seen.length);
        seen.push(...rms.subarray(0, frames));
      },
    });
    for (let time = 0; time < 2; time++) {
      seen.length = 0;
      meter.reset();
      for (let at = 0; at < signal.length; at += pieceLength) meter.push(signal.subarray(at, at + pieceLength));
      meter.finish();
      expect(largestDifference(seen, expected.rms)).toBeLessThan(1e-6);
      const result = meter.result();
      expect(Math.abs(result.rms - meanOf(expected.rms))).toBeLessThan(1e-7);
      expect(Math.abs(result.zeroCrossingRate - expected.zeroCrossingRate)).toBeLessThan(1e-12);
      expect(Math.abs(result.dynamicRangeDb - expected.dynamicRangeDb)).toBeLessThan(0.005);
    }
  });
});

test('the low-mid level is the root energy between 150 and 1500 Hz', () => {
  const { arena, frames, visitBlocks } = spectraOf(SIGNALS.song(22050).subarray(0, 40_000));
  const meter = createLowMidMeter(arena, SPECTRUM);
  const expected = frames.map((frame) => Math.sqrt(frame.slice(14, 140).reduce((sum, value) => sum + value ** 2, 0)));
  for (let time = 0; time < 2; time++) {
    meter.reset();
    visitBlocks((block) => meter.add(block));
    expect(largestDifference(meter.result(), expected) / Math.max(...expected)).toBeLessThan(1e-6);
  }
});

test('the low-mid level of hours is kept', () => {
  const arena = new Arena(1 << 18);
  const { pointer, values } = arena.floats(1025 * 8);
  const meter = createLowMidMeter(arena, SPECTRUM);
  for (let firstFrame = 0; firstFrame < 100_000; firstFrame += 8) {
    values.fill(firstFrame, 20 * 8, 21 * 8);
    meter.add({ pointer, bins: 1025, firstFrame, frames: 8 });
  }
  expect(meter.result()).toHaveLength(100_000);
  expect(meter.result()[99_999]).toBe(99_992);
});

function definedLevels(signal: Float32Array) {
  const { frameSamples, hopSamples } = FRAMES;
  const isNegative = Array.from(signal, (value) => value < -1e-10);
  const rms: number[] = [];
  let crossings = 0;
  for (let centre = 0; centre <= signal.length; centre += hopSamples) {
    let energy = 0;
    for (let i = Math.max(0, centre - frameSamples / 2); i < Math.min(signal.length, centre + frameSamples / 2); i++) {
      energy += signal[i]! ** 2;
      if (i > Math.max(0, centre - frameSamples / 2) && isNegative[i] !== isNegative[i - 1]) crossings++;
    }
    rms.push(Math.sqrt(energy / frameSamples));
  }
  const levels = rms.map((value) => 20 * Math.log10(value)).filter((value) => value > -70);
  return {
    rms,
    zeroCrossingRate: crossings / rms.length / frameSamples,
    dynamicRangeDb: levels.length < 2 ? 0 : quantile(levels, 0.95) - quantile(levels, 0.1),
  };
}
