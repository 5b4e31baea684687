import { jest } from '@jest/globals';
import fc from 'fast-check';
import { CHANGE_SETTINGS, findChanges } from './find-changes.ts';
import { makeHistory, type HistoryOptions } from './histories-test-tools.ts';
import { isRewritten, pastOf } from './past.ts';
import type { SeriesWeek } from './series.ts';
import { watchWeeks, type WatchedWeek } from './watch-weeks.ts';
import { weekEvidence } from './week-evidence.ts';

// Histories take a second or two on a busy machine.
jest.setTimeout(60_000);

const watched = (options: HistoryOptions): WatchedWeek[] =>
  makeHistory(options).map(({ weekStart, tracks }) => ({
    weekStart,
    regime: '3:mixed',
    evidence: weekEvidence(tracks),
  }));
const series = (weeks: readonly WatchedWeek[]): SeriesWeek[] =>
  weeks.map(({ evidence }, at) => ({ at, classes: evidence.energy ?? {} }));
const week = (at: number, mean: number, { plays = 40, variance = 0.0004 } = {}): SeriesWeek => ({
  at,
  classes: { tags: { plays, mean, variance } },
});
const steady = (count: number, mean = 0.5) => Array.from({ length: count }, (_, at) => week(at, mean));

describe('a change at a known week', () => {
  const at = 50;
  test.each([
    [0.15, 'up'],
    [-0.15, 'down'],
  ] as const)('of %d is found soon, %s, from about its first week, with about its size', (size, direction) => {
    const found = [1, 2, 3].map((seed) => {
      const changes = findChanges(series(watched({ seed, weeks: 70, change: { at, size } })));
      return changes.find((one) => one.found >= at)!;
    });
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[1]!;
    expect(found.map((one) => one.direction)).toEqual(Array(3).fill(direction));
    expect(median(found.map(({ since }) => Math.abs(since - at)))).toBeLessThanOrEqual(2);
    expect(Math.max(...found.map((one) => one.found - at))).toBeLessThanOrEqual(8);
    expect(Math.abs(median(found.map((one) => one.size)) - size)).toBeLessThan(0.04);
    for (const { low, size: estimate, high } of found) expect(low < estimate && estimate < high).toBe(true);
  });

  test('there and back again is two changes', () => {
    const weeks = [...steady(40), ...steady(30, 0.7), ...steady(30)].map(({ classes }, at) => ({ at, classes }));
    expect(findChanges(weeks).map(({ since, direction }) => [since, direction])).toEqual([
      [40, 'up'],
      [70, 'down'],
    ]);
  });

  test('one strange week is no change, however strange', () => {
    expect(findChanges([...steady(40), week(40, 0.99), ...steady(80).slice(41)])).toEqual([]);
  });

  test('weeks of a few plays move little', () => {
    const after = (plays: number, variance: number) =>
      findChanges([...steady(40), ...Array.from({ length: 6 }, (_, i) => week(40 + i, 0.62, { plays, variance }))]);
    expect(after(40, 0.0004)).toHaveLength(1);
    expect(after(2, 0.04)).toEqual([]);
  });
});

describe('no change', () => {
  test.each([
    ['nothing at all', []],
    ['one week', [week(0, 0.9)]],
    ['all equal', steady(200)],
    [
      'too few weeks to know what is usual',
      [...steady(7), ...steady(10, 0.9).map(({ classes }, i) => ({ at: 7 + i, classes }))].slice(0, 9),
    ],
    ['weeks without a scored play', Array.from({ length: 30 }, (_, at) => ({ at, classes: {} }))],
    ['a year without listens', [...steady(30), ...Array.from({ length: 30 }, (_, i) => week(90 + i, 0.5))]],
  ])('%s', (_, weeks) => expect(findChanges(weeks)).toEqual([]));

  test('a bias of measured tracks makes no more changes than measuring them without one', () => {
    const audioShare: HistoryOptions['audioShare'] = ({ firstWeek }) => (firstWeek < 45 ? 0.8 : 0.1);
    const found = (audioBias: number) =>
      [1, 2, 3, 4, 5, 6].flatMap((seed) =>
        findChanges(series(watched({ seed, weeks: 90, plays: 30, audioShare, audioBias }))),
      ).length;
    const unbiased = found(0);
    expect(found(0.1)).toBeLessThanOrEqual(unbiased + 1);
    expect(found(-0.1)).toBeLessThanOrEqual(unbiased + 1);
  });
});

test('what comes later changes nothing of what was found before', () => {
  const weeks = series(watched({ seed: 21, weeks: 100, change: { at: 50, size: 0.12 } }));
  const all = findChanges(weeks);
  for (const end of [45, 60, 80]) {
    expect(findChanges(weeks.slice(0, end))).toEqual(all.filter(({ found }) => found < end));
  }
});

describe('the evidence of a week', () => {
  const weeks = makeHistory({ seed: 5, weeks: 12, audioShare: () => 0.5 }).filter(({ tracks }) => tracks.length > 0);
  const tagsOf = (tracks: Parameters<typeof weekEvidence>[0]) => weekEvidence(tracks).energy!.tags!;

  test('does not depend on the order of the tracks, to the bit', () => {
    for (const { tracks } of weeks) expect(weekEvidence(tracks.toReversed())).toEqual(weekEvidence(tracks));
    expect(weekEvidence([])).toEqual({});
  });

  test('has the same mean and doubt for ten times the plays of everything', () => {
    for (const { tracks } of weeks) {
      const [once, often] = [tagsOf(tracks), tagsOf(tracks.map((track) => ({ ...track, plays: track.plays * 10 })))];
      expect(often.plays).toBe(10 * once.plays);
      expect(often.mean).toBeCloseTo(once.mean, 10);
      expect(often.variance).toBeCloseTo(once.variance, 10);
    }
  });

  test('of one class is that of its tracks alone', () => {
    for (const { tracks } of weeks) expect(tagsOf(tracks.filter(({ hasAudio }) => !hasAudio))).toEqual(tagsOf(tracks));
  });
});

test('mirrored scores give mirrored changes', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.2, max: 0.8, noNaN: true }), { minLength: 12, maxLength: 60 }), (means) => {
      const found = findChanges(means.map((mean, at) => week(at, mean)));
      const mirrored = findChanges(means.map((mean, at) => week(at, 1 - mean)));
      expect(mirrored.map((one) => one.found)).toEqual(found.map((one) => one.found));
      found.forEach(({ size, direction }, i) => {
        expect(mirrored[i]!.size).toBeCloseTo(-size, 8);
        expect(mirrored[i]!.direction).not.toBe(direction);
      });
    }),
    { seed: 1, numRuns: 60 },
  );
});

test.each([
  ['a mean', week(3, NaN)],
  ['a variance', week(3, 0.5, { variance: -1 })],
  ['no plays', week(3, 0.5, { plays: 0 })],
  ['endless plays', week(3, 0.5, { plays: Infinity })],
  ['a week before the one before it', week(1, 0.5)],
])('refuses %s, and says which week', (_, wrong) => {
  expect(() => findChanges([...steady(3), wrong])).toThrow(/^Week 3 of the series/);
});

test('refuses a score that is not finite, and says of which track', () => {
  const scores = { energy: { value: NaN, low: 0, high: 1 } };
  const track = { recordingId: 'x', artistKey: 'a', plays: 1, hasAudio: false, scores };
  expect(() => weekEvidence([track])).toThrow('The energy of track x');
});

describe('weeks of a listener', () => {
  const weeks = watched({ seed: 33, weeks: 80, plays: 30, change: { at: 60, size: 0.15 } });

  test('are watched by axis and told by their Mondays', () => {
    const [change] = watchWeeks(weeks);
    expect(change).toMatchObject({
      axis: 'energy',
      direction: 'up',
      baselineFrom: weeks[0]!.weekStart,
      regime: '3:mixed',
    });
    expect(watchWeeks([])).toEqual([]);
  });

  test('of another scorer start a series anew', () => {
    const scoredAnew = weeks.map((one, i) => (i < 59 ? { ...one, regime: '2:mixed' } : one));
    expect(watchWeeks(scoredAnew)).toEqual([]);
    const otherShare = weeks.map((one, i) => (i < 59 ? { ...one, regime: '3:tags' } : one));
    expect(watchWeeks(otherShare)).toHaveLength(watchWeeks(weeks).length);
  });

  test('are rewritten by a folder, a model or older listens, not by what trickles in', () => {
    const audioShare = () => 0.6;
    const before = pastOf(weeks);
    const again = (more: Partial<HistoryOptions>) =>
      pastOf(watched({ seed: 33, weeks: 80, plays: 30, change: { at: 60, size: 0.15 }, ...more }));
    expect(isRewritten(before, again({}))).toBe(false);
    expect(isRewritten(before, again({ audioShare }))).toBe(true);
    const model = { common: 0.03, own: 0.05 };
    expect(isRewritten(again({ audioShare }), again({ audioShare, model }))).toBe(true);
    expect(isRewritten(pastOf(weeks.slice(20)), before)).toBe(true);
    const late = weeks.with(50, weeks[51]!);
    expect(isRewritten(before, pastOf(late))).toBe(false);
  });
});

test('false alarms are as rare as said', () => {
  const listeners = Array.from({ length: 4 }, (_, i) => series(watched({ seed: 300 + i, weeks: 156, plays: 20 })));
  const alarms = listeners.reduce((sum, one) => sum + findChanges(one, CHANGE_SETTINGS).length, 0);
  // 12 years: two or three are expected.
  expect(alarms).toBeLessThanOrEqual(6);
});
