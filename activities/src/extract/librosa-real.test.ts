import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TrackFeatures } from '@sidetrack/analysis';
import type { Measurement } from './measure.ts';
import { measure } from './measure.ts';

interface Tolerance {
  /** Of the value; of a list's largest value for each of its own, since those near zero have no scale. */
  relative?: number;
  /** In the unit of the feature. */
  absolute?: number;
  /** Of the last value of a list alone, in the unit of the feature. */
  absoluteOfLast?: number;
  /** What makes it differ by more than a thousandth of librosa's definition. */
  why?: string;
}

const TOLERANCES = {
  spectralCentroidHz: { relative: 1e-5 },
  spectralBandwidthHz: { relative: 1e-5 },
  spectralRolloffHz: { relative: 1e-4 },
  spectralFlatness: { relative: 1e-4 },
  zeroCrossingRate: { relative: 1e-5 },
  rms: { relative: 1e-5 },
  contrastMean: {
    relative: 1e-3,
    absoluteOfLast: 0.2,
    why: 'the weakest bins of the top octave lie where the resampler fades out, 120 dB down: at the rounding of single precision',
  },
  mfccMean: { relative: 1e-5 },
  mfccStd: { relative: 1e-5 },
  chromaMean: { relative: 1e-3 },
  tonnetzMean: {
    absolute: 2e-4,
    why: 'it is a difference of nearly equal sums of chroma, which is true to a thousandth, on a scale of -1 to 1',
  },
  tuningCents: { absolute: 1e-9 },
  percussiveRatio: { relative: 1e-3 },
  onsetRateHz: { relative: 1e-3 },
  loudnessLufs: { absolute: 0.1, why: 'EBU Tech 3341 asks for 0.1 LU of a meter' },
  loudnessRangeLu: { absolute: 0.1, why: 'ffmpeg reads the range off a histogram of tenths of a LU' },
} satisfies Partial<Record<keyof TrackFeatures, Tolerance>>;
type Feature = keyof typeof TOLERANCES;

type Golden = Record<Feature, number | number[]> & {
  durationSeconds: number;
  /** Means over half seconds. */
  onsetStrength: number[];
  tempoBpm: number;
  beatTimesSeconds: number[];
};
// Made by analysis/tools/librosa-golden-real.py with librosa 0.11.0, soxr 1.1.0 and ffmpeg 5.1.
const GOLDEN = JSON.parse(readFileSync(new URL('./golden/librosa-real.json', import.meta.url), 'utf8')) as Record<
  string,
  Golden
>;

describe.each(Object.entries(GOLDEN))('%s, measured as librosa and ffmpeg measure it', (track, golden) => {
  let measured: Measurement;
  beforeAll(async () => {
    const path = fileURLToPath(new URL(`../../../sample/audio/${track}.ogg`, import.meta.url));
    measured = await measure(path, { excerptSeconds: 0, excerptFrom: 'middle', models: [] });
  });

  test.each(Object.entries<Tolerance>(TOLERANCES) as [Feature, Tolerance][])('%s', (feature, tolerance) => {
    const expected = [golden[feature]].flat();
    const actual = [measured.features[feature] ?? NaN].flat();
    const most = tolerance.absolute ?? tolerance.relative! * Math.max(...expected.map(Math.abs));
    expect(actual).toHaveLength(expected.length);
    const off = expected.flatMap((value, index) => {
      const isLast = index === expected.length - 1;
      const allowed = (isLast ? tolerance.absoluteOfLast : undefined) ?? most;
      return Math.abs(actual[index]! - value) <= allowed ? [] : { index, value, actual: actual[index], allowed };
    });
    expect(off).toEqual([]);
  });

  test('duration', () => {
    expect(measured.durationSeconds).toBeCloseTo(golden.durationSeconds, 3);
  });

  test('onset strength of every half second, to the hundredths that are kept', () => {
    const actual = measured.contours.onsetStrength;
    expect(Math.abs(actual.length - golden.onsetStrength.length)).toBeLessThanOrEqual(1);
    const difference = Math.max(...golden.onsetStrength.map((value, cell) => Math.abs((actual[cell] ?? 0) - value)));
    expect(difference).toBeLessThan(0.006);
  });

  // The tempo is found otherwise than librosa finds it (docs/science/rhythm.md), and is not always the same.
  test('beats are where librosa has them, if the tempo is the same', () => {
    const { tempoBpm, beatTimesSeconds } = measured.features;
    if (tempoBpm === null || Math.abs(tempoBpm / golden.tempoBpm - 1) > 0.04) return;
    const hits = beatTimesSeconds.filter((time) =>
      golden.beatTimesSeconds.some((beat) => Math.abs(beat - time) < 0.07),
    );
    const fMeasure = (2 * hits.length) / (beatTimesSeconds.length + golden.beatTimesSeconds.length);
    expect(fMeasure).toBeGreaterThan(0.9);
  });
});
