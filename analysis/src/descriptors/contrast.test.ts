import { Arena } from '../kernels/index.ts';
import { noise, SIGNALS } from '../signal/test-signals.ts';
import { createContrastMeter } from './contrast.ts';
import { largestDifference, meanOf, SPECTRUM, spectraOf } from './test-tools.ts';

/** librosa's bands of 22,050 Hz and 2048 samples: first bin, end, and how many bins 2 % are. */
const BANDS = [
  [0, 18, 1],
  [18, 37, 1],
  [37, 74, 1],
  [74, 148, 2],
  [148, 297, 3],
  [297, 594, 6],
  [594, 1025, 9],
] as const;

const random = noise(9);
const signals = {
  song: SIGNALS.song(22050).subarray(0, 60_000),
  noise: Float32Array.from({ length: 30_000 }, random),
  'silence after noise': Float32Array.from({ length: 60_000 }, (_, i) => (i < 20_000 ? random() : 0)),
  'one frame': Float32Array.from({ length: 300 }, random),
};

test.each(Object.entries(signals))('%s has the contrast that its definition says', (_, signal) => {
  const { arena, frames, visitBlocks } = spectraOf(signal);
  const meter = createContrastMeter(arena, SPECTRUM);
  for (let time = 0; time < 2; time++) {
    meter.reset();
    visitBlocks((block) => meter.add(block));
    expect(largestDifference(meter.result(), contrast(frames))).toBeLessThan(0.001);
  }
});

test('silence has no contrast', () => {
  const { arena, visitBlocks } = spectraOf(new Float32Array(5000));
  const meter = createContrastMeter(arena, SPECTRUM);
  visitBlocks((block) => meter.add(block));
  expect(meter.result()).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('refuses spectra whose bands have too many bins', () => {
  expect(() => createContrastMeter(new Arena(1 << 16), { sampleRateHz: 22050, fftSize: 4096 })).toThrow(RangeError);
});

function contrast(frames: Float64Array[]): number[] {
  const sorted = frames.map((frame) => BANDS.map(([from, to]) => frame.slice(from, to).sort()));
  const peaks = sorted.map((bands) => bands.map((band, i) => level(band.slice(-BANDS[i]![2]))));
  const valleys = sorted.map((bands) => bands.map((band, i) => level(band.slice(0, BANDS[i]![2]))));
  const [high, low] = [raised(peaks), raised(valleys)];
  return BANDS.map((_, band) => meanOf(high.map((row, frame) => row[band]! - low[frame]![band]!)));
}

function level(values: Float64Array): number {
  return 10 * Math.log10(Math.max(1e-10, meanOf([...values])));
}

function raised(rows: number[][]): number[][] {
  const floor = Math.max(...rows.flat()) - 80;
  return rows.map((row) => row.map((value) => Math.max(floor, value)));
}
