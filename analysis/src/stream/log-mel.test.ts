import { Arena } from '../kernels/index.ts';
import type { LogMelCompression, LogMelSpec } from './log-mel.ts';
import { createLogMel } from './log-mel.ts';
import { melFilters } from './mel-filters.ts';
import { joined, magnitudesOf, noise, outputs, same, windowed } from './reference.test-tools.ts';

const musicnn: LogMelSpec = {
  sampleRateHz: 16_000,
  fftSize: 512,
  windowSamples: 512,
  hopSamples: 256,
  centred: true,
  padMode: 'zero',
  power: 2,
  bands: 96,
  lowHz: 0,
  highHz: 8000,
  melScale: 'slaney',
  norm: 'slaney',
  log: { kind: 'log10OnePlus', factor: 10_000 },
};
/** Loud and quiet, so that logarithms of all sizes are taken. */
const signal = noise(16_000).map((value, n) => value * 10 ** (-6 * (n / 16_000)));

const rowsOf = (spec: LogMelSpec, samples = signal, pieceSamples = 1000) =>
  joined(
    outputs(createLogMel(new Arena(1 << 22), spec), { signal: samples, pieceSamples }, (rows) => rows.values.slice()),
  );

/** Mel bands of every centred frame in double precision. */
function melOf(spec: LogMelSpec): number[] {
  const filters = melFilters(spec);
  return Array.from({ length: 1 + Math.floor(signal.length / spec.hopSamples) }, (_, frame) => {
    const start = frame * spec.hopSamples - spec.fftSize / 2;
    const spectrum = magnitudesOf(windowed((at) => signal[at] ?? 0, start, spec.fftSize, spec.windowSamples));
    return filters.map(({ first, weights }) =>
      weights.reduce((sum, weight, i) => sum + weight * spectrum[first + i]! ** spec.power, 0),
    );
  }).flat();
}

const largestDifference = (found: Float32Array, wanted: number[]) => {
  expect(found).toHaveLength(wanted.length);
  return wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - found[i]!)), 0);
};

test('the rows of musicnn are log10(1 + 10000 mel)', () => {
  const wanted = melOf(musicnn).map((mel) => Math.log10(1 + 10_000 * mel));
  expect(largestDifference(rowsOf(musicnn), wanted)).toBeLessThan(1e-5);
});

const compressions: [LogMelCompression, (mel: number) => number][] = [
  [{ kind: 'ln', amin: 1e-8 }, (mel) => Math.log(Math.max(mel, 1e-8))],
  [{ kind: 'lnPlus', offset: 1e-6 }, (mel) => Math.log(mel + 1e-6)],
  [{ kind: 'decibels', amin: 1e-9, topDb: null, reference: 10 }, (mel) => 10 * Math.log10(Math.max(mel, 1e-9)) - 10],
];
test.each(compressions)('%o is what it says', (log, compress) => {
  const spec: LogMelSpec = { ...musicnn, bands: 64, melScale: 'htk', norm: 'none', power: 1, log };
  expect(largestDifference(rowsOf(spec), melOf(spec).map(compress))).toBeLessThan(1e-3);
});

test('decibels under a maximum come at the end, at most so far below it', () => {
  const spec: LogMelSpec = { ...musicnn, log: { kind: 'decibels', amin: 1e-10, topDb: 60, reference: 'max' } };
  const decibels = melOf(spec).map((mel) => 10 * Math.log10(Math.max(mel, 1e-10)));
  const largest = Math.max(...decibels);
  const found = rowsOf(spec);
  expect(
    largestDifference(
      found,
      decibels.map((value) => Math.max(value - largest, -60)),
    ),
  ).toBeLessThan(1e-3);
  expect(found).toContain(0);
  expect(found).toContain(-60);
});

test('rows do not depend on how the signal is cut, nor on what came before a reset', () => {
  const whole = rowsOf(musicnn, signal, signal.length);
  expect(same(rowsOf(musicnn, signal, 77), whole)).toBe(true);
  const stage = createLogMel(new Arena(1 << 22), musicnn);
  const run = (samples: Float32Array) =>
    joined(outputs(stage, { signal: samples, pieceSamples: 4000 }, (rows) => rows.values.slice()));
  run(noise(5000));
  expect(same(run(signal), whole)).toBe(true);
});

test('bands that no bin falls into are empty', () => {
  const narrow = { ...musicnn, fftSize: 128, windowSamples: 128, hopSamples: 64 };
  expect(melFilters(narrow).filter(({ weights }) => weights.length === 0).length).toBeGreaterThan(0);
  expect(
    largestDifference(
      rowsOf(narrow),
      melOf(narrow).map((mel) => Math.log10(1 + 10_000 * mel)),
    ),
  ).toBeLessThan(1e-5);
});

test('a number of bands that is no multiple of four is refused', () => {
  expect(() => createLogMel(new Arena(1 << 22), { ...musicnn, bands: 50 })).toThrow('multiple of four');
});
