import { readFileSync } from 'node:fs';
import type { TrackFeatures } from './features.ts';
import { measureFeatures } from './features.ts';
import { onsetStrength, pickOnsets } from './onset.ts';
import { trackBeats } from './beats.ts';
import { estimateTempo } from './tempo.ts';
import { MEL, melDecibels } from './test-mel.ts';
import { SIGNALS } from './test-signals.ts';

interface Golden extends Record<NumericField, number> {
  chromaMean: number[];
  tonnetzMean: number[];
  contrastMean: number[];
  mfccMean: number[];
  mfccStd: number[];
  onsetStrength: number[];
  onsetFrames: number[];
  beatFrames: number[];
  tempoBpm: number;
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
const GOLDEN = JSON.parse(readFileSync(new URL('./golden/librosa.json', import.meta.url), 'utf8')) as Record<
  keyof typeof SIGNALS,
  Golden
>;
const FRAME_RATE_HZ = 22050 / 512;

describe.each(Object.keys(SIGNALS) as (keyof typeof SIGNALS)[])(
  'the %s signal, measured as librosa measures it',
  (name) => {
    const golden = GOLDEN[name];
    let features: TrackFeatures;
    let strength: Float32Array;
    beforeAll(() => {
      const mono = SIGNALS[name](22050);
      features = measureFeatures({ mono, channels: [mono], sampleRateHz: 22050 });
      strength = onsetStrength(melDecibels(mono), MEL);
    });

    test.each(RELATIVE)('%s agrees to 0.1 %%', (field) => {
      expect(features[field] / golden[field]).toBeCloseTo(1, 3);
    });
    test('percussive ratio agrees to 0.002 (medians are taken on a scale of 16 steps an octave)', () => {
      expect(Math.abs(features.percussiveRatio - golden.percussiveRatio)).toBeLessThan(0.002);
    });
    // Between the partials of a pure tone there is only the rounding of single precision, which differs.
    if (name !== 'tone') {
      test('contrast agrees to 0.01 dB', () => expectAllClose(features.contrastMean, golden.contrastMean, 0.01));
    }
    test('MFCC means and deviations agree to 0.05 dB', () => {
      expectAllClose(features.mfccMean, golden.mfccMean, 0.05);
      expectAllClose(features.mfccStd, golden.mfccStd, 0.05);
    });
    test('onset strength agrees to 0.01 dB and onsets are the same', () => {
      expectAllClose(Array.from(strength.slice(0, golden.onsetStrength.length)), golden.onsetStrength, 0.01);
      if (name !== 'tone') expect(pickOnsets(strength, FRAME_RATE_HZ)).toEqual(golden.onsetFrames);
    });
    test('integrated loudness agrees to 0.05 LU', () => {
      expect(features.loudnessLufs).toBeCloseTo(golden.loudnessLufs, 1);
    });
    if (name === 'tone' || name === 'song') {
      test('tuning agrees to two cents, chroma and tonnetz to 0.01', () => {
        expect(Math.abs(features.tuningCents - golden.tuningCents)).toBeLessThanOrEqual(2);
        expectAllClose(features.chromaMean, golden.chromaMean, 0.01);
        expectAllClose(features.tonnetzMean, golden.tonnetzMean, 0.01);
      });
    }
    if (name === 'clicks' || name === 'song') {
      test('tempo and beats are the same', () => {
        const tempo = estimateTempo(strength, FRAME_RATE_HZ)!;
        expect(tempo.bpm).toBeCloseTo(golden.tempoBpm, 3);
        expect(trackBeats(strength, tempo.periodFrames)).toEqual(golden.beatFrames);
      });
    }
  },
);

function expectAllClose(actual: number[], expected: number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  const worst = Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!)));
  expect(worst).toBeLessThan(tolerance);
}
