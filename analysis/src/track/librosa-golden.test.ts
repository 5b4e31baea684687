import { readFileSync } from 'node:fs';
import { SIGNALS } from '../signal/test-signals.ts';
import { measureWhole } from './test-tools.ts';
import type { TrackFeatures } from './track-features.ts';

interface Golden extends Record<NumericField, number> {
  contrastMean: number[];
  mfccMean: number[];
  mfccStd: number[];
}
const RELATIVE = [
  'spectralCentroidHz',
  'spectralBandwidthHz',
  'spectralRolloffHz',
  'spectralFlatness',
  'zeroCrossingRate',
  'rms',
] as const;
type NumericField = (typeof RELATIVE)[number] | 'tuningCents' | 'percussiveRatio' | 'loudnessLufs';

// Made by analysis/tools/librosa-golden.py with librosa 0.11.0 and pyloudnorm 0.2.0.
const GOLDEN = JSON.parse(readFileSync(new URL('../signal/golden/librosa.json', import.meta.url), 'utf8')) as Record<
  keyof typeof SIGNALS,
  Golden
>;

describe.each(Object.keys(SIGNALS) as (keyof typeof SIGNALS)[])(
  'the %s signal, measured as librosa measures it',
  (name) => {
    const golden = GOLDEN[name];
    let features: TrackFeatures;
    beforeAll(() => {
      ({ features } = measureWhole([SIGNALS[name](22050)]));
    });

    test.each(RELATIVE)('%s agrees to 0.1 %%', (field) => {
      expect(features[field] / golden[field]).toBeCloseTo(1, 3);
    });
    test('percussive ratio agrees to 0.0005', () => {
      expect(Math.abs(features.percussiveRatio - golden.percussiveRatio)).toBeLessThan(0.0005);
    });
    // Between the partials of a pure tone there is only the rounding of single precision, which differs.
    if (name !== 'tone') {
      test('contrast agrees to 0.01 dB', () => expectAllClose(features.contrastMean, golden.contrastMean, 0.01));
    }
    test('MFCC means and deviations agree to 0.05 dB', () => {
      expectAllClose(features.mfccMean, golden.mfccMean, 0.05);
      expectAllClose(features.mfccStd, golden.mfccStd, 0.05);
    });
    test('integrated loudness agrees to 0.05 LU', () => {
      expect(features.loudnessLufs).toBeCloseTo(golden.loudnessLufs, 1);
    });
    if (name === 'tone' || name === 'song') {
      test('tuning agrees to a cent', () => {
        expect(Math.abs(features.tuningCents - golden.tuningCents)).toBeLessThanOrEqual(1);
      });
    }
  },
);

function expectAllClose(actual: number[], expected: number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  const worst = Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!)));
  expect(worst).toBeLessThan(tolerance);
}
