import type { MoodName, MoodWeek } from '../data/queries/moods.ts';
import { labelPlaces } from './stream-labels.ts';
import { columnAt, columnPlace, layerPath, silentRuns, stackColumns, streamColumns } from './stream-shape.ts';

const week = (weekStart: string, plays: number, moods: Record<string, number> | null): MoodWeek => ({
  isoWeek: weekStart,
  weekStart,
  inProgress: false,
  listens: plays,
  diversity: { effectiveArtists: 1, effectiveTags: null, tagCoverage: 0 },
  plays,
  coverage: null,
  moods: moods && Object.entries(moods).map(([mood, share]) => ({ mood: mood as MoodName, share })),
});
const weeks = [
  week('2026-03-16', 10, { melancholic: 0.6, party: 0.2 }),
  week('2026-04-06', 20, { melancholic: 0.2, party: 0.8 }),
];

test('weeks without listens have their place, and what is drawn there lies between their neighbours', () => {
  const columns = streamColumns(weeks, 'shares');
  expect(columns.map(({ weekStart }) => weekStart)).toEqual(['2026-03-16', '2026-03-23', '2026-03-30', '2026-04-06']);
  expect(silentRuns(columns)).toEqual([{ from: 1, to: 2 }]);
  expect(columns[1]!.amounts['melancholic']).toBeCloseTo(0.6 - 0.4 / 3);
});

test('as plays, a week without any is nothing', () => {
  expect(streamColumns(weeks, 'plays')[1]!.amounts).toEqual({});
});

test('shares and what has no mood fill each week', () => {
  const { layers, bottom, top } = stackColumns(streamColumns(weeks, 'shares'), 'shares');
  expect([bottom, top]).toEqual([0, 1]);
  expect(layers.at(-1)).toMatchObject({ mood: 'unknown', low: expect.arrayContaining([expect.closeTo(0.8)]) });
  for (const edge of layers.at(-1)!.high) expect(edge).toBeCloseTo(1);
});

test('plays lie around the middle', () => {
  const { layers, bottom, top } = stackColumns(streamColumns(weeks, 'plays'), 'plays');
  expect([bottom, top]).toEqual([-10, 10]);
  expect([layers[0]!.low[0], layers.at(-1)!.high[0]]).toEqual([-5, 5]);
  expect([layers[0]!.low[1], layers.at(-1)!.high[1]]).toEqual([0, 0]);
});

test('a week that the filter leaves nothing of is silent; so is the edge of the history', () => {
  const columns = streamColumns([week('2026-03-09', 0, null), ...weeks], 'shares');
  expect(silentRuns(columns)[0]).toEqual({ from: 0, to: 0 });
  expect(columns[0]!.amounts['melancholic']).toBeCloseTo(0.6);
});

test('no weeks give no columns; one week is as broad as the box', () => {
  expect(streamColumns([], 'shares')).toEqual([]);
  const shape = stackColumns(streamColumns(weeks.slice(0, 1), 'shares'), 'shares');
  expect(layerPath(shape.layers[0]!, shape)).toBe('M0 40.00L100 40.00L100 100.00L0 100.00Z');
  expect([columnPlace(0, 1), columnAt(0.7, 1), columnAt(0.7, 4), columnAt(9, 4)]).toEqual([0.5, 0, 2, 3]);
});

test('a name stands where its layer is widest, and nowhere in a thin one', () => {
  const shape = stackColumns(streamColumns(weeks, 'shares'), 'shares');
  const covered = [{ from: 1, to: 2 }];
  expect(labelPlaces(shape, (mood) => mood.slice(0, 3), { width: 300, height: 100, covered })).toEqual([]);
  const places = labelPlaces(shape, (mood) => mood.slice(0, 3), { width: 300, height: 100 });
  expect(places.map(({ mood, x }) => [mood, x])).toEqual([
    ['melancholic', 100],
    ['party', 200],
  ]);
  expect(labelPlaces(shape, () => 'a very long name that fits nowhere at all', { width: 300, height: 100 })).toEqual(
    [],
  );
});
