import { Arena } from '../kernels/index.ts';
import { joined, noise, outputs, same } from './reference.test-tools.ts';
import type { Rates } from './resample.ts';
import { createResampler } from './resample.ts';

const runner = (rates: Rates) => {
  const resampler = createResampler(new Arena(1 << 24), rates);
  return (signal: Float32Array, pieceSamples = 5000) =>
    joined(outputs(resampler, { signal, pieceSamples }, (piece) => piece.slice()));
};

const sine = (hz: number, { rate, length }: { rate: number; length: number }) =>
  Float32Array.from({ length }, (_, n) => Math.sin((2 * Math.PI * hz * n) / rate + 1));

/** The largest difference away from both ends, where the sine begins and stops. */
function difference(found: Float32Array, wanted: (n: number) => number): number {
  let largest = 0;
  for (let n = 1000; n < found.length - 1000; n++) largest = Math.max(largest, Math.abs(found[n]! - wanted(n)));
  return largest;
}

const pairs = [
  ...[8000, 44_056, 44_100, 48_000, 96_000].map((fromHz) => ({ fromHz, toHz: 22_050 })),
  ...[22_050, 44_100, 192_000].map((fromHz) => ({ fromHz, toHz: 16_000 })),
  ...[8000, 48_000].map((fromHz) => ({ fromHz, toHz: 32_000 })),
  ...[11_025, 44_100, 96_000].map((fromHz) => ({ fromHz, toHz: 48_000 })),
];

test.each(pairs)('from $fromHz to $toHz Hz tones stay what and where they were, and others go', ({ fromHz, toHz }) => {
  const resampled = runner({ fromHz, toHz });
  const length = Math.round(fromHz * 0.3);
  const nyquist = Math.min(fromHz, toHz) / 2;
  for (const share of [0.02, 0.5, 0.9]) {
    const hz = share * nyquist;
    const found = resampled(sine(hz, { rate: fromHz, length }));
    expect(found).toHaveLength(Math.ceil((length * toHz) / fromHz));
    expect(difference(found, (n) => Math.sin((2 * Math.PI * hz * n) / toHz + 1))).toBeLessThan(2e-5);
  }
  for (const share of [1.01, 1.3, 1.9]) {
    const hz = share * nyquist;
    if (hz > 0.499 * fromHz) continue;
    const found = resampled(sine(hz, { rate: fromHz, length }));
    expect(difference(found, () => 0)).toBeLessThan(1e-5);
  }
});

test.each([
  { fromHz: 44_100, toHz: 22_050 },
  { fromHz: 22_050, toHz: 16_000 },
  { fromHz: 44_056, toHz: 22_050 },
  { fromHz: 16_000, toHz: 22_050 },
])('from $fromHz to $toHz Hz the result does not depend on how the signal is cut', (rates) => {
  const resampled = runner(rates);
  const signal = noise(40_000);
  const whole = resampled(signal, signal.length);
  for (const pieceSamples of [333, 30_000]) expect(same(resampled(signal, pieceSamples), whole)).toBe(true);
});

test('a signal of any length has its length at the new rate', () => {
  const toHalf = runner({ fromHz: 44_100, toHz: 22_050 });
  const toLess = runner({ fromHz: 44_100, toHz: 16_000 });
  for (const length of [0, 1, 2, 100, 1763, 44_101]) {
    expect(toHalf(noise(length))).toHaveLength(Math.ceil(length / 2));
    expect(toLess(noise(length))).toHaveLength(Math.ceil((length * 160) / 441));
  }
});

test('a constant is a constant up to the ends of the filter', () => {
  const found = runner({ fromHz: 48_000, toHz: 22_050 })(new Float32Array(48_000).fill(0.25));
  expect(difference(found, () => 0.25)).toBeLessThan(2e-6);
});

test('a resampler that has been reset gives what a new one gives', () => {
  const run = runner({ fromHz: 44_100, toHz: 16_000 });
  const first = run(noise(30_000));
  run(noise(12_345, 7));
  expect(same(run(noise(30_000)), first)).toBe(true);
});

test('equal rates hand the samples on', () => {
  const signal = noise(1000);
  expect(same(runner({ fromHz: 22_050, toHz: 22_050 })(signal, 300), signal)).toBe(true);
});

test('rates that are none are refused', () => {
  expect(() => createResampler(new Arena(1 << 20), { fromHz: 0, toHz: 22_050 })).toThrow(
    'Sample rates are whole numbers',
  );
  expect(() => createResampler(new Arena(1 << 20), { fromHz: 4000, toHz: 48_000 })).toThrow('too far');
});
