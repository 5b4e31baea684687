import type { Overview, SeriesWeek } from '../data/types.ts';
import {
  compareListens,
  describePending,
  isEmpty,
  summariseSeries,
  withoutChange,
  withoutRunning,
} from './overview-text.ts';
import { englishReader } from './readers.fixture.ts';

const nothing = { metadata: 0, tags: 0, match: 0, extract: 0, score: 0, map: 0, imports: 0 };
const overview = (change: object) =>
  ({
    listens: { total: 10, thisWeek: 4, lastWeek: 6 },
    week: { inProgress: true },
    series: Array(8),
    coverage: { audio: 0, scores: 1 },
    connections: [],
    pending: nothing,
    ...change,
  }) as unknown as Overview;

const week = (number: number, listens: number, change: Partial<SeriesWeek> = {}): SeriesWeek => ({
  isoWeek: `2026-W${number}`,
  weekStart: '2026-11-16',
  inProgress: false,
  listens,
  effectiveArtists: 5,
  momentum: null,
  energy: null,
  valence: null,
  ...change,
});

test('the weekly chart is summed up over its complete weeks', () => {
  const weeks = [week(44, 30), week(45, 12), week(46, 20), week(47, 3, { inProgress: true })];
  expect(summariseSeries(weeks, 'listens', englishReader)).toBe(
    'Listens over 3 complete weeks: lowest 12 in Week 45, highest 30 in Week 44, latest 20 in Week 46.',
  );
  expect(summariseSeries(weeks, 'energy', englishReader)).toBe('Energy: not known for any complete week yet.');
});

test('a week in progress is set against the last one as such', () => {
  expect(compareListens(overview({}), englishReader)).toBe('so far · 6 last week');
  expect(compareListens(overview({ week: { inProgress: false } }), englishReader)).toBe('6 the week before');
});

test('empty is who has nothing and has begun nothing', () => {
  const none = { total: 0 };
  expect(isEmpty(overview({ listens: none }))).toBe(true);
  expect(isEmpty(overview({ listens: none, pending: { ...nothing, imports: 1 } }))).toBe(false);
  expect(isEmpty(overview({ listens: none, connections: [{}] }))).toBe(false);
  expect(isEmpty(overview({}))).toBe(false);
});

test('where nothing changed, the headline says why', () => {
  expect(withoutChange(overview({ listens: { total: 0 } }))).toMatch(/on their way/);
  expect(withoutChange(overview({ week: null }))).toMatch(/being added up/);
  const away = [{ service: 'listenbrainz', state: 'failing' }];
  expect(withoutChange(overview({ listens: { total: 0 }, connections: away }))).toMatch(/ListenBrainz cannot be asked/);
  const unscored = { coverage: { audio: 0, scores: 0 } };
  expect(withoutChange(overview({ ...unscored, pending: { ...nothing, tags: 3 } }))).toMatch(/once your tracks are/);
  expect(withoutChange(overview(unscored))).toMatch(/no tags are known of them/);
  expect(withoutChange(overview({ series: [week(47, 1)] }))).toMatch(/few more weeks/);
  expect(withoutChange(overview({}))).toMatch(/No change/);
});

test('pending work is told in the order in which it flows, without what a job shows already', () => {
  const pending = { ...nothing, map: 1, metadata: 120, extract: 1 };
  expect(describePending(pending, englishReader).map(({ text }) => text)).toEqual([
    'Look up 120 tracks',
    'Measure the audio of 1 file',
    'Draw the taste map',
  ]);
  expect(withoutRunning(pending, [{ kind: 'extract-audio' }, { kind: 'sync-listens' }])).toEqual({
    ...pending,
    extract: 0,
  });
});
