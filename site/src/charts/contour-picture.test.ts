import { chromaPaths, contourPicture, laneDomain, lanePaths } from './contour-picture.ts';

const bin = (low: number, high: number) => ({ low, high, mean: (low + high) / 2 });

test('a picture is small, however long the track', () => {
  const count = 21_600;
  const flat = Array.from({ length: count }, (_, index) => Math.sin(index));
  const picture = contourPicture({
    ...{ extractorVersion: '1', optionsHash: 'o', durationSeconds: 10_800, rateHz: 2, segments: [] },
    ...{ levelDb: flat, spectralCentroidHz: flat, onsetStrength: flat, percussiveRatio: flat },
    chroma: Array.from({ length: count }, () => Array<number>(12).fill(0.123456)),
  });
  expect(picture.measuredSeconds).toBe(10_800);
  expect(JSON.stringify(picture).length).toBeLessThan(100_000);
});

test('loudness ends 50 dB below the loudest; a flat or unknown lane still has a height', () => {
  expect(laneDomain('loudness', [bin(-90, -10)])).toEqual([-60, -10]);
  expect(laneDomain('activity', [bin(0, 0)])).toEqual([0, 1]);
  expect(laneDomain('brightness', [null])).toEqual([0, 1]);
});

test('paths break where nothing is known', () => {
  const { mean, range } = lanePaths([bin(0, 1), bin(1, 1), null, bin(0, 0)], [0, 1]);
  expect(mean).toBe('M0.5 50.0L1.5 0.0M3.5 100.0');
  expect(range.match(/M/g)).toHaveLength(2);
});

test('neighbouring cells of one strength are one rectangle; weak ones are none', () => {
  const pitches = [1, ...Array<number>(11).fill(0.1)];
  const paths = chromaPaths([pitches, pitches, null, pitches]);
  expect(paths.at(-1)).toBe('M0 11h2v1h-2zM3 11h1v1h-1z');
  expect(paths.slice(0, -1)).toEqual(['', '', '']);
});
