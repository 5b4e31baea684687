import fc from 'fast-check';
import { moodShares, type MoodScores } from './mood-shares.ts';
import { MOODS, moodOf } from './moods.ts';

const sure = (value: number) => ({ value, low: value, high: value });
const named = (scores: MoodScores) =>
  Object.fromEntries(
    MOODS.map(({ mood }, m) => [mood, moodShares(scores)![m]!] as const).filter(([, part]) => part > 0),
  );
const value = fc.double({ min: 0.001, max: 0.999, noNaN: true });

test('a track whose scores are sure has its own mood and no other', () => {
  fc.assert(
    fc.property(value, value, fc.option(value, { nil: undefined }), (energy, valence, danceability) => {
      const scores = {
        energy: sure(energy),
        valence: sure(valence),
        ...(danceability === undefined ? {} : { danceability: sure(danceability) }),
      };
      expect(named(scores)).toEqual({ [moodOf(scores)!]: 1 });
    }),
    { seed: 6, numRuns: 500 },
  );
});

test('on the border between two moods, a track is of both by half', () => {
  const shares = named({ energy: { value: 0.5, low: 0.45, high: 0.55 }, valence: sure(0.2) });
  expect(shares.intense).toBeCloseTo(0.5, 6);
  expect(shares.melancholic).toBeCloseTo(0.5, 6);
});

test('the wider the interval, the more a track is shared out, and the shares always sum to one', () => {
  const own = (doubt: number) =>
    named({ energy: { value: 0.9, low: 0.9 - doubt, high: Math.min(1, 0.9 + doubt) }, valence: sure(0.1) }).intense!;
  expect(own(0.01)).toBeCloseTo(1, 6);
  expect(own(0.3)).toBeLessThan(own(0.1));
  fc.assert(
    fc.property(value, value, value, value, (energy, valence, below, above) => {
      const scores = {
        energy: { value: energy, low: energy * below, high: energy + (1 - energy) * above },
        valence: { value: valence, low: valence * above, high: valence + (1 - valence) * below },
        danceability: { value: below, low: below * 0.9, high: below + (1 - below) * 0.1 },
      };
      const shares = [...moodShares(scores)!];
      expect(shares.every((part) => part >= 0 && part <= 1)).toBe(true);
      expect(shares.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9);
    }),
    { seed: 6, numRuns: 300 },
  );
});

test('without energy or valence nothing is said; without danceability, nothing of dancing', () => {
  expect(moodShares({ energy: sure(0.9) })).toBeNull();
  expect(named({ energy: sure(0.9), valence: sure(0.9) })).toEqual({ upbeat: 1 });
});
