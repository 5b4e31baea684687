import fc from 'fast-check';
import { moodOf } from './moods.ts';

const at = (energy: number, valence: number, danceability?: number) =>
  moodOf({
    energy: { value: energy },
    valence: { value: valence },
    ...(danceability !== undefined && { danceability: { value: danceability } }),
  });

test.each([
  [0.5, 0.5, undefined, 'balanced'],
  [0.9, 0.8, 0.8, 'party'],
  [0.9, 0.8, 0.3, 'upbeat'],
  [0.9, 0.8, undefined, 'upbeat'],
  [0.9, 0.2, 0.7, 'driving'],
  [0.9, 0.2, 0.3, 'intense'],
  [0.2, 0.8, 0.3, 'peaceful'],
  [0.2, 0.2, 0.3, 'melancholic'],
] as const)('energy %d, valence %d, danceability %s is %s', (energy, valence, danceability, mood) => {
  expect(at(energy, valence, danceability)).toBe(mood);
});

test('every scored track has a mood, and one without energy or valence has none', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, (energy, valence) => at(energy, valence) !== null),
    { seed: 1 },
  );
  expect(moodOf({ energy: { value: 0.5 } })).toBeNull();
});
