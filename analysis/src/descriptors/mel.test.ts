import { Arena } from '../kernels/index.ts';
import { noise, SIGNALS } from '../signal/test-signals.ts';
import { melFilters } from '../stream/mel-filters.ts';
import { createMelMeter, MEL_BANDS } from './mel.ts';
import { largestDifference, meanOf, SPECTRUM, spectraOf } from './test-tools.ts';

const FILTERS = melFilters({
  ...SPECTRUM,
  bands: MEL_BANDS,
  lowHz: 0,
  highHz: 11025,
  melScale: 'slaney',
  norm: 'slaney',
});
const random = noise(2);
const signals = {
  song: SIGNALS.song(22050).subarray(0, 60_000),
  'silence after noise': Float32Array.from({ length: 40_000 }, (_, i) => (i < 20_000 ? random() : 0)),
  'one frame': Float32Array.from({ length: 300 }, random),
};

test.each(Object.entries(signals))('%s has the mel bands and coefficients that their definitions say', (_, signal) => {
  const { arena, frames, visitBlocks } = spectraOf(signal);
  const rows: number[][] = [];
  const means: number[][] = [];
  const meter = createMelMeter(arena, {
    ...SPECTRUM,
    sinks: {
      decibels(values, firstFrame, count) {
        expect(firstFrame).toBe(rows.length);
        for (let i = 0; i < count; i++) rows.push([...values.subarray(i * MEL_BANDS, (i + 1) * MEL_BANDS)]);
      },
      mfcc: (mean) => means.push([...mean]),
    },
  });
  const expected = definedRows(frames);
  const coefficients = expected.map(definedCoefficients);
  for (let time = 0; time < 2; time++) {
    rows.length = means.length = 0;
    meter.reset();
    visitBlocks((block) => meter.add(block));
    meter.finish();
    expect(rows).toHaveLength(frames.length);
    expect(largestDifference(rows.flat(), expected.flat())).toBeLessThan(1e-3);
    const { mfccMean, mfccStd } = meter.result();
    const of = (k: number) => coefficients.map((row) => row[k]!);
    expect(
      largestDifference(
        mfccMean,
        Array.from({ length: 20 }, (_, k) => meanOf(of(k))),
      ),
    ).toBeLessThan(1e-3);
    expect(
      largestDifference(
        mfccStd,
        Array.from({ length: 20 }, (_, k) => deviation(of(k))),
      ),
    ).toBeLessThan(1e-3);
    expect(Math.abs(means.at(-1)![1]! - meanOf(of(1).slice(8 * (means.length - 1))))).toBeLessThan(1e-3);
  }
});

test('silence has the lowest coefficient only', () => {
  const { arena, visitBlocks } = spectraOf(new Float32Array(5000));
  const meter = createMelMeter(arena, SPECTRUM);
  visitBlocks((block) => meter.add(block));
  meter.finish();
  const { mfccMean, mfccStd } = meter.result();
  expect(mfccMean[0]).toBeCloseTo(-100 * Math.sqrt(128), 2);
  expect(Math.max(...mfccMean.slice(1).map(Math.abs), ...mfccStd)).toBeLessThan(0.01);
});

test('after twenty minutes what is loudest so far decides what is cut off', () => {
  const arena = new Arena(1 << 18);
  const { pointer, values } = arena.floats(1025 * 8);
  const lowest: number[] = [];
  const meter = createMelMeter(arena, {
    ...SPECTRUM,
    sinks: {
      decibels(rows, firstFrame) {
        expect(firstFrame).toBe(8 * lowest.length);
        lowest.push(Math.min(...rows));
      },
    },
  });
  // One bin sounds, first quietly, at the end of the twenty minutes loudly, and louder after an hour.
  const add = (block: number, magnitude: number) => {
    values.fill(magnitude, 300 * 8, 301 * 8);
    meter.add({ pointer, bins: 1025, firstFrame: 8 * block, frames: 8 });
  };
  for (let block = 0; block < 6459; block++) add(block, 1);
  expect(lowest).toHaveLength(0);
  add(6459, 100);
  expect(lowest).toHaveLength(6460);
  for (let block = 6460; block < 9000; block++) add(block, 1);
  add(9000, 1000);
  meter.finish();
  expect(lowest).toHaveLength(9001);
  expect(lowest[8999]).toBe(lowest[0]);
  expect(lowest[9000]! - lowest[0]!).toBeCloseTo(20, 3);
});

function definedRows(frames: Float64Array[]): number[][] {
  const rows = frames.map((frame) =>
    FILTERS.map(({ first, weights }) => {
      const power = weights.reduce((sum, weight, i) => sum + weight * frame[first + i]! ** 2, 0);
      return 10 * Math.log10(Math.max(1e-10, power));
    }),
  );
  const floor = Math.max(...rows.flat()) - 80;
  return rows.map((row) => row.map((value) => Math.max(floor, value)));
}

function definedCoefficients(row: number[]): number[] {
  return Array.from({ length: 20 }, (_, k) => {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / MEL_BANDS);
    return row.reduce(
      (sum, value, band) => sum + scale * value * Math.cos((Math.PI * k * (band + 0.5)) / MEL_BANDS),
      0,
    );
  });
}

function deviation(values: number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}
