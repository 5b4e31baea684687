import { readFileSync } from 'node:fs';
import { Arena } from '../kernels/index.ts';
import { SIGNALS } from '../signal/test-signals.ts';
import type { TonalOptions } from './tonal-meter.ts';
import { createTonalMeter } from './tonal-meter.ts';

interface Golden {
  tuningCents: number;
  thirdTuningCents: number;
  chromaMean: number[];
  tonnetzMean: number[];
}
// Made by analysis/tools/librosa-tonal.py with librosa 0.11.0.
const GOLDEN = JSON.parse(readFileSync(new URL('./golden/librosa-tonal.json', import.meta.url), 'utf8')) as Record<
  'tone' | 'song',
  Golden
>;
const ARENA_BYTES = 1 << 22;

function meterOf({ tuningCents, thirdTuningCents }: Golden, options: Partial<TonalOptions> = {}) {
  const tuning = { tuningCents: () => tuningCents, thirdTuningCents: () => thirdTuningCents };
  return createTonalMeter(new Arena(ARENA_BYTES), { ...tuning, ...options });
}

describe.each(['tone', 'song'] as const)('the %s signal', (name) => {
  const golden = GOLDEN[name];
  const signal = SIGNALS[name](22_050);

  // librosa leaves out the smallest hundredth of each filter, which is most of what a pure tone leaves in other pitch classes.
  test('has the chroma and tonnetz of librosa to three thousandths', () => {
    const meter = meterOf(golden);
    meter.push(signal);
    const { chromaMean, tonnetzMean } = meter.finish();
    expect(farthest(chromaMean, golden.chromaMean)).toBeLessThan(3e-3);
    expect(farthest(tonnetzMean, golden.tonnetzMean)).toBeLessThan(3e-3);
  });

  test('has the same numbers in pieces, after another track, and where it is too long to be kept', () => {
    const whole = meterOf(golden);
    whole.push(signal);
    const expected = whole.finish();
    const meter = meterOf(golden, { keptSeconds: 2 });
    meter.push(signal.subarray(5000));
    meter.finish();
    meter.reset();
    for (let at = 0; at < signal.length; at += 4321) meter.push(signal.subarray(at, at + 4321));
    const actual = meter.finish();
    expect(farthest(actual.chromaMean, expected.chromaMean)).toBeLessThan(1e-6);
    expect(farthest(actual.tonnetzMean, expected.tonnetzMean)).toBeLessThan(1e-6);
    expect([actual.key, actual.mode]).toEqual([expected.key, expected.mode]);
  });
});

test('hands on chroma whose mean is that of the track', () => {
  const sums = new Float64Array(12);
  let next = 0;
  const chromaSink = (firstFrame: number, frames: number, chroma: Float32Array) => {
    expect(firstFrame).toBe(next);
    next += frames;
    chroma.forEach((value, pitch) => (sums[pitch]! += value * frames));
  };
  const meter = meterOf(GOLDEN.song, { chromaSink });
  const signal = SIGNALS.song(22_050);
  meter.push(signal);
  const { chromaMean } = meter.finish();
  expect(next).toBe(1 + Math.floor(signal.length / 512));
  expect(
    farthest(
      Array.from(sums, (sum) => sum / next),
      chromaMean,
    ),
  ).toBeLessThan(1e-5);
});

test.each([0, 1, 4410])('silence of %d samples has no key', (length) => {
  const meter = meterOf(GOLDEN.song);
  meter.push(new Float32Array(length));
  expect(meter.finish()).toEqual({
    chromaMean: new Array<number>(12).fill(0),
    tonnetzMean: new Array<number>(6).fill(0),
    key: null,
    mode: null,
    keyConfidence: 0,
  });
});

function farthest(actual: readonly number[], expected: readonly number[]): number {
  expect(actual).toHaveLength(expected.length);
  return Math.max(...actual.map((value, index) => Math.abs(value - expected[index]!)));
}
