import fc from 'fast-check';
import { AXES } from '../axes/axis.ts';
import { effectiveNumber } from './diversity.ts';
import { momenta, moveOn } from './momentum.ts';
import { plainSummary, type PlayedTrack } from './reference.test-tools.ts';
import { summariseMoods, summariseWeek, UNSCORED, type WeekSummary } from './summary.ts';
import { describeScores, describeTracks, joinTracks, trackTable } from './track-table.ts';

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const anyScore = fc.tuple(share, fc.double({ min: 0, max: 1, noNaN: true })).map(([value, doubt]) => ({
  value,
  low: value * (1 - 0.5 * doubt),
  high: value + (1 - value) * 0.5 * doubt,
}));
const anyTags = fc
  .record({
    of: fc.constantFrom('recording' as const, 'artist' as const),
    weighted: fc.array(
      fc.tuple(
        fc.constantFrom('rock', 'Hip-Hop', 'hip hop', 'jazz', 'seen live', 'ambient', '1999'),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
      ),
      { maxLength: 4 },
    ),
  })
  .map(({ of, weighted }) => ({
    of,
    tags: weighted.map(([tag]) => tag),
    weights: weighted.map(([, weight]) => weight),
  }));
const anyTrack: fc.Arbitrary<PlayedTrack> = fc.record({
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
  tags: fc.array(anyTags, { maxLength: 3 }),
});
const tracksOf = (maxLength: number) =>
  fc.uniqueArray(anyTrack, { selector: ({ recordingId }) => recordingId, minLength: 1, maxLength });
const anyWeek = tracksOf(30);

const inOrder = (tracks: readonly PlayedTrack[]) => tracks.toSorted((a, b) => (a.recordingId < b.recordingId ? -1 : 1));
const played = (all: readonly PlayedTrack[], week: readonly PlayedTrack[]) => ({
  tracks: Int32Array.from(week, (one) => all.indexOf(one)),
  plays: Int32Array.from(week, ({ plays }) => plays),
});
const summary = (tracks: readonly PlayedTrack[]): WeekSummary => {
  const all = inOrder(tracks);
  return summariseWeek(trackTable(all), played(all, all));
};

const track = (id: string, plays: number, energy?: number, doubt = 0.1): PlayedTrack => ({
  recordingId: id,
  title: id,
  artistCredit: id,
  artistKey: id,
  artistName: id,
  plays,
  hasAudio: energy !== undefined,
  scores: energy === undefined ? {} : { energy: { value: energy, low: energy - doubt, high: energy + doubt } },
  tags: [],
});

test('means, coverage and shares are those of the plays', () => {
  const week = summary([track('a', 3, 0.8), track('b', 1, 0.4), track('c', 4)]);
  expect(week).toMatchObject({ listens: 8, distinctTracks: 3, audioCoverage: 0.5, scoreCoverage: 0.5 });
  expect(week.axes.energy!.mean).toBeCloseTo(0.7, 12);
  expect(week.axes.energy!.spread).toBeCloseTo(Math.sqrt(0.75 * 0.01 + 0.25 * 0.09), 12);
  expect(week.axes.energy!.coverage).toBe(0.5);
  expect(week.axes.valence).toBeNull();
  expect(week.moods).toEqual({ [UNSCORED]: 1 });
  expect(week.topTracks.map(({ recordingId }) => recordingId)).toEqual(['c', 'a', 'b']);
  expect(week).toMatchObject({ effectiveTags: null, tagCoverage: 0 });
});

test('less coverage makes a wider interval, and so does one track in the place of many', () => {
  const width = (tracks: PlayedTrack[]) => {
    const { low, high } = summary(tracks).axes.energy!;
    return high - low;
  };
  const many = Array.from({ length: 20 }, (_, i) => track(`t${i}`, 1, 0.4 + i / 100));
  expect(width([...many, track('u', 20)])).toBeGreaterThan(width(many));
  expect(width([track('one', 20, 0.5)])).toBeGreaterThan(width(many));
});

test('a week of nothing is empty, not average', () => {
  const week = summary([]);
  expect(week).toMatchObject({ listens: 0, effectiveArtists: 0, audioCoverage: 0, scoreCoverage: 0, moods: {} });
  expect(Object.values(week.axes)).toEqual(AXES.map(() => null));
});

test('the walk over columns gives what plain lists give', () => {
  fc.assert(
    fc.property(anyWeek, (tracks) => {
      const [walked, plain] = [summary(tracks), plainSummary(tracks)];
      expect(closeTo(walked, plain)).toBe('');
    }),
    { seed: 6, numRuns: 300 },
  );
});

test('what else the table holds changes no bit of a week', () => {
  fc.assert(
    fc.property(tracksOf(40), fc.integer({ min: 1, max: 40 }), (tracks, size) => {
      const all = inOrder(tracks);
      const week = inOrder(tracks.slice(0, size));
      expect(summariseWeek(trackTable(all), played(all, week))).toEqual(summary(week));
      expect(summariseMoods(trackTable(all), played(all, week)).moods).toEqual(summary(week).moods);
    }),
    { seed: 6, numRuns: 100 },
  );
});

test('tracks described in different calls make the same table of a week, to the bit', () => {
  fc.assert(
    fc.property(tracksOf(40), fc.integer({ min: 0, max: 40 }), (tracks, size) => {
      const apart = [tracks.slice(0, size), tracks.slice(size)].flatMap((part) => describeTracks(part));
      const all = inOrder(tracks);
      const table = joinTracks(apart.toSorted((a, b) => (a.recordingId < b.recordingId ? -1 : 1)));
      expect({ ...table, tracks: [] }).toEqual({ ...trackTable(all), tracks: [] });
      expect(summariseWeek(table, played(all, all))).toEqual(summary(tracks));
    }),
    { seed: 6, numRuns: 100 },
  );
});

test('a track as another listener hears it has the moods of the other scores', () => {
  const sure = (value: number) => ({ value, low: value, high: value });
  const [known, other] = [0.2, 0.9].map((value) => ({
    ...track('a', 1),
    scores: { energy: sure(value), valence: sure(0.7) },
  }));
  const heard = describeScores(describeTracks([known!])[0]!, other!.scores);
  expect(heard).toEqual(describeTracks([other!])[0]);
  expect(heard.numbers).not.toEqual(describeTracks([known!])[0]!.numbers);
});

test('whatever the week: bounded, inside its interval, mood shares sum to one, and no order matters', () => {
  fc.assert(
    fc.property(anyWeek, (tracks) => {
      const week = summary(tracks);
      expect(summary(tracks.map((one) => ({ ...one, tags: one.tags.toReversed() })))).toEqual(week);
      expect(Object.values(week.moods).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
      expect(week.effectiveArtists).toBeGreaterThanOrEqual(1 - 1e-9);
      expect(week.effectiveArtists).toBeLessThanOrEqual(new Set(tracks.map(({ artistKey }) => artistKey)).size + 1e-9);
      expect(week.effectiveTags ?? 0).toBeLessThanOrEqual(5 + 1e-9);
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
      const once = summary(tracks);
      const twice = summary(tracks.map((one) => ({ ...one, plays: one.plays * 2 })));
      expect(twice.effectiveArtists).toBeCloseTo(once.effectiveArtists, 9);
      expect(twice.effectiveTags ?? 0).toBeCloseTo(once.effectiveTags ?? 0, 9);
      expect(twice.axes.energy?.mean ?? 0).toBeCloseTo(once.axes.energy?.mean ?? 0, 9);
      expect(closeTo(twice.moods, once.moods)).toBe('');
    }),
    { seed: 1, numRuns: 50 },
  );
});

test('equally played artists count as many as they are', () => {
  expect(effectiveNumber([5, 5, 5, 5])).toBeCloseTo(4, 12);
  expect(effectiveNumber([7])).toBe(1);
  expect(effectiveNumber([])).toBe(0);
});

test('tags count by their weights, spellings as one, and those about the listener not at all', () => {
  const tagged = (id: string, plays: number, ...tags: [string, number][]): PlayedTrack => ({
    ...track(id, plays),
    tags: [{ of: 'recording', tags: tags.map(([tag]) => tag), weights: tags.map(([, weight]) => weight) }],
  });
  const even = summary([tagged('a', 2, ['Hip-Hop', 1], ['rock', 1]), tagged('b', 2, ['hip hop', 0.5], ['rock', 0.5])]);
  expect(even.effectiveTags).toBeCloseTo(2, 12);
  expect(even.tagCoverage).toBe(1);
  const half = summary([tagged('a', 1, ['rock', 1], ['seen live', 1]), tagged('b', 1, ['seen live', 1])]);
  expect(half).toMatchObject({ effectiveTags: 1, tagCoverage: 0.5 });
});

test('refuses tracks out of order, and scores that are no numbers, and says which', () => {
  expect(() => trackTable([track('b', 1), track('a', 1)])).toThrow(/Track 1 \(a\)/);
  expect(() => trackTable([track('a', 1, 0.5, NaN)])).toThrow(/energy of track 0 \(a\)/);
});

describe('momentum', () => {
  const rows = (...values: number[][]) => values.map((row) => Float32Array.from(row));

  test('by hand, with alpha 0.4', () => {
    // m: 0, 0.4, 1.04; differences 0.4 and 0.64.
    const [first, second, third] = momenta(rows([0], [1], [2]));
    expect(first).toBeNull();
    expect(second).toBeCloseTo(0.4, 6);
    expect(third).toBeCloseTo(0.64, 6);
  });

  test('a week with nothing moves nothing, and a steady taste has none', () => {
    const steady = Float32Array.of(1, 2);
    expect(momenta([steady, null, steady, steady])).toEqual([null, null, 0, 0]);
  });

  test('is the length of the way in the space', () => {
    expect(momenta(rows([0, 0], [3, 4]))[1]).toBeCloseTo(2, 6);
  });

  test('goes on from a stored average to the same bits', () => {
    const weeks = Array.from({ length: 12 }, (_, w) => Float32Array.from([Math.sin(w), Math.cos(w * w), w / 7]));
    const whole = momenta(weeks);
    let average: Float32Array | null = null;
    for (const week of weeks.slice(0, 5)) average = moveOn(average, week).average;
    expect(
      weeks.slice(5).map((week) => {
        const motion = moveOn(average, week);
        average = motion.average;
        return motion.momentum;
      }),
    ).toEqual(whole.slice(5));
  });
});

/** Where two values of one shape differ by more than rounding; '' where nowhere. */
function closeTo(a: unknown, b: unknown, path = ''): string {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)) ? '' : `${path}: ${a} ≠ ${b}`;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return a === b ? '' : `${path}: ${String(a)} ≠ ${String(b)}`;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of keys) {
    const different = closeTo(
      (a as Record<string, unknown>)[key],
      (b as Record<string, unknown>)[key],
      `${path}.${key}`,
    );
    if (different !== '') return different;
  }
  return '';
}
