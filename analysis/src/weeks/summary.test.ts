import fc from 'fast-check';
import { AXES } from '../axes/axis.ts';
import { momenta } from './momentum.ts';
import { effectiveNumber, summariseWeek, UNSCORED, type WeekTrack } from './summary.ts';

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const anyScore = share.map((value) => ({ value, low: value * 0.8, high: value + (1 - value) * 0.2 }));
const anyTrack: fc.Arbitrary<WeekTrack> = fc.record({
  recordingId: fc.uuid(),
  title: fc.string(),
  artistCredit: fc.string(),
  artistKey: fc.constantFrom('a', 'b', 'c', 'd'),
  artistName: fc.constantFrom('A', 'B'),
  plays: fc.integer({ min: 1, max: 50 }),
  hasAudio: fc.boolean(),
  scores: fc.oneof(
    fc.constant({}),
    fc.record({ energy: anyScore, valence: anyScore, danceability: anyScore }, { requiredKeys: [] }),
  ),
});
const anyWeek = fc.uniqueArray(anyTrack, { selector: ({ recordingId }) => recordingId, minLength: 1, maxLength: 30 });

const track = (id: string, plays: number, energy?: number): WeekTrack => ({
  recordingId: id,
  title: id,
  artistCredit: id,
  artistKey: id,
  artistName: id,
  plays,
  hasAudio: energy !== undefined,
  scores: energy === undefined ? {} : { energy: { value: energy, low: energy - 0.1, high: energy + 0.1 } },
});

test('means, coverage and shares are those of the plays', () => {
  const week = summariseWeek([track('a', 3, 0.8), track('b', 1, 0.4), track('c', 4)]);
  expect(week).toMatchObject({ listens: 8, distinctTracks: 3, audioCoverage: 0.5, scoreCoverage: 0.5 });
  expect(week.axes.energy!.mean).toBeCloseTo(0.7, 12);
  expect(week.axes.energy!.spread).toBeCloseTo(Math.sqrt(0.75 * 0.01 + 0.25 * 0.09), 12);
  expect(week.axes.energy!.coverage).toBe(0.5);
  expect(week.axes.valence).toBeNull();
  expect(week.moods).toEqual({ [UNSCORED]: 1 });
  expect(week.topTracks.map(({ recordingId }) => recordingId)).toEqual(['c', 'a', 'b']);
});

test('less coverage makes a wider interval, and so does one track in the place of many', () => {
  const width = (tracks: WeekTrack[]) => {
    const { low, high } = summariseWeek(tracks).axes.energy!;
    return high - low;
  };
  const many = Array.from({ length: 20 }, (_, i) => track(`t${i}`, 1, 0.4 + i / 100));
  expect(width([...many, track('u', 20)])).toBeGreaterThan(width(many));
  expect(width([track('one', 20, 0.5)])).toBeGreaterThan(width(many));
});

test('a week of nothing is empty, not average', () => {
  const week = summariseWeek([]);
  expect(week).toMatchObject({ listens: 0, effectiveArtists: 0, audioCoverage: 0, scoreCoverage: 0, moods: {} });
  expect(Object.values(week.axes)).toEqual(AXES.map(() => null));
});

test('whatever the week: bounded, inside its interval, mood shares sum to one, and no order matters', () => {
  fc.assert(
    fc.property(anyWeek, (tracks) => {
      const week = summariseWeek(tracks);
      expect(summariseWeek(tracks.toReversed())).toEqual(week);
      expect(Object.values(week.moods).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
      expect(week.effectiveArtists).toBeGreaterThanOrEqual(1 - 1e-9);
      expect(week.effectiveArtists).toBeLessThanOrEqual(new Set(tracks.map(({ artistKey }) => artistKey)).size + 1e-9);
      for (const axis of Object.values(week.axes)) {
        if (axis === null) continue;
        expect(0 <= axis.low && axis.low <= axis.mean && axis.mean <= axis.high && axis.high <= 1).toBe(true);
        expect(axis.coverage).toBeLessThanOrEqual(week.scoreCoverage + 1e-9);
      }
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('playing everything twice as often changes no mean, share or diversity', () => {
  fc.assert(
    fc.property(anyWeek, (tracks) => {
      const once = summariseWeek(tracks);
      const twice = summariseWeek(tracks.map((one) => ({ ...one, plays: one.plays * 2 })));
      expect(twice.effectiveArtists).toBeCloseTo(once.effectiveArtists, 9);
      expect(twice.axes.energy?.mean ?? 0).toBeCloseTo(once.axes.energy?.mean ?? 0, 9);
      expect(twice.moods).toEqual(once.moods);
    }),
    { seed: 1, numRuns: 50 },
  );
});

test('equally played artists count as many as they are', () => {
  expect(effectiveNumber([5, 5, 5, 5])).toBeCloseTo(4, 12);
  expect(effectiveNumber([7])).toBe(1);
  expect(effectiveNumber([])).toBe(0);
});

describe('momentum', () => {
  test('by hand, with alpha 0.4', () => {
    // m: 0, 0.4, 1.04; differences 0.4 and 0.64.
    const [first, second, third] = momenta([[0], [1], [2]]);
    expect(first).toBeNull();
    expect(second).toBeCloseTo(0.4, 12);
    expect(third).toBeCloseTo(0.64, 12);
  });

  test('a week with nothing moves nothing, and a steady taste has none', () => {
    expect(momenta([[1, 2], null, [1, 2], [1, 2]])).toEqual([null, null, 0, 0]);
  });

  test('is the length of the way in the space', () => {
    expect(
      momenta([
        [0, 0],
        [3, 4],
      ])[1],
    ).toBeCloseTo(2, 12);
  });
});
