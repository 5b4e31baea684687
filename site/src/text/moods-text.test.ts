import type { MoodName, Moods, MoodWeek } from '../data/queries/moods.ts';
import { describeFilter, describeMoodWeek, firstWeek, shareMoods, summariseMoods, weekToShow } from './moods-text.ts';
import { englishReader } from './readers.fixture.ts';

const week = (number: number, moods: Partial<Record<MoodName, number>> | null, plays = 10): MoodWeek => ({
  isoWeek: `2026-W${String(number).padStart(2, '0')}`,
  weekStart: new Date(Date.UTC(2025, 11, 29) + (number - 1) * 604_800_000).toISOString().slice(0, 10),
  inProgress: number === 47,
  listens: plays,
  diversity: { effectiveArtists: 1, effectiveTags: null, tagCoverage: 0 },
  plays: moods === null ? 0 : plays,
  coverage: null,
  moods: moods && Object.entries(moods).map(([mood, share]) => ({ mood: mood as MoodName, share })),
});
const moodsOf = (weeks: MoodWeek[]): Moods => ({
  moods: [],
  filter: { artist: null, label: null, source: null },
  plays: 0,
  coverage: null,
  weeks,
  options: { artists: [], labels: [], labelCoverage: 0, sources: [] },
  alerts: [],
  reason: null,
});

test('shares are of the plays that have a mood, greatest first', () => {
  expect(shareMoods([week(1, { party: 0.5 }, 10), week(2, { melancholic: 0.5 }, 30), week(3, null)])).toEqual([
    { mood: 'melancholic', share: 0.75 },
    { mood: 'party', share: 0.25 },
  ]);
  expect(shareMoods([])).toEqual([]);
});

test('tells the strongest moods and the greatest turn', () => {
  const turn = [1, 2, 3, 4, 5, 6].map((n) =>
    week(n, n < 4 ? { party: 0.9, upbeat: 0.1 } : { party: 0.2, upbeat: 0.5 }),
  );
  expect(summariseMoods(moodsOf(turn), englishReader)).toBe(
    'The most common: party (65%) and upbeat (35%). Party shrank most: 90% in the first third of these weeks, 29% in the last.',
  );
  const still = [1, 2, 3, 4, 5, 6].map((n) => week(n, { party: 1 }));
  expect(summariseMoods(moodsOf(still), englishReader)).toBe(
    'The most common: party (100%). No mood has grown or shrunk by more than 5 points from the first third of these weeks to the last.',
  );
  expect(summariseMoods(moodsOf(still.slice(4)), englishReader)).toContain('too few weeks');
  expect(summariseMoods(moodsOf([week(1, null)]), englishReader)).toBe('No play of these weeks has a mood yet.');
});

test('tells a week in a sentence', () => {
  expect(describeMoodWeek(week(47, { party: 0.2, upbeat: 0.8 }), englishReader)).toBe(
    'Week 47 of 2026, so far, 10 plays: upbeat 80%, party 20%',
  );
  expect(describeMoodWeek(week(3, null), englishReader)).toBe('Week 3 of 2026: no plays');
  expect(describeMoodWeek(week(3, {}), englishReader)).toBe('Week 3 of 2026, 10 plays: no moods known');
});

test('the week shown is the one asked for, or the newest that is over, or what there is', () => {
  const weeks = [week(45, { party: 1 }), week(46, { party: 1 }), week(47, { party: 1 })];
  expect(weekToShow(moodsOf(weeks), '2026-W45')).toBe('2026-W45');
  expect(weekToShow(moodsOf(weeks), '2026-W01')).toBe('2026-W46');
  expect(weekToShow(moodsOf(weeks.slice(2)), null)).toBe('2026-W47');
  expect(weekToShow(moodsOf([week(46, null)]), null)).toBeNull();
});

test.each([
  ['year', '2026-11-23', '2025-W49'],
  ['half', '2026-11-23', '2026-W23'],
  ['half', '2027-01-03', '2026-W28'],
  ['half', '2026-07-05', '2026-W02'],
] as const)('a span of a %s before %s begins in %s', (span, now, first) => {
  expect(firstWeek(span, Date.parse(now))).toBe(first);
});

test('the whole history has no first week', () => {
  expect(firstWeek('all', 0)).toBeNull();
});

test('says which plays are looked at', () => {
  expect(describeFilter({ artist: null, label: null, source: null })).toBeNull();
  expect(describeFilter({ artist: 'Portishead', label: 'Go! Beat', source: 'listenbrainz' })).toBe(
    'Plays of Portishead, on Go! Beat, told of by ListenBrainz',
  );
});
