import { roundContours } from './round-contours.ts';

test('keeps what is seen, leaves out what is not kept, and nothing stays nothing', () => {
  expect(
    roundContours({
      levelDb: [-12.3456, -Infinity],
      spectralCentroidHz: [1234.567, null],
      onsetStrength: [0.12345, 0],
      percussiveRatio: [0.98765, null],
      chroma: [Array.from({ length: 12 }, () => 0.33333), null],
      mfcc: [[1], null],
    }),
  ).toEqual({
    levelDb: [-12.3, null],
    spectralCentroidHz: [1235, null],
    onsetStrength: [0.12, 0],
    percussiveRatio: [0.988, null],
    chroma: [Array.from({ length: 12 }, () => 0.333), null],
  });
});
