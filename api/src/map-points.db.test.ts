import { createTestDatabase, SEED_NOW, seedApi, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';
import { STEPS } from './contract/map-points.ts';
import type { MapPlaceShape, MapPointsShape, WeekTracksShape } from './contract/map-points.ts';
import type { TrajectoryShape } from './contract/trajectory.ts';

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const ask = async <Shape>(path: string) => {
  const answer = await api.ask(`/api/v1/dashboard/trajectory${path}`);
  expect(answer.status).toBe(200);
  return answer.json as Shape;
};
const run = (text: string, values: unknown[] = []) => database.db.asService((tx) => tx.query(text, values));
const track = (n: number) => `00000000-0000-4000-8000-0002${String(n).padStart(8, '0')}`;

const PATHS = [
  '/points?window=all',
  '/points?space=audio&axis=valence&window=3w',
  '/points?axis=pumpiness&limit=2',
  '/place?x=0.5&y=-0.25',
  '/place?x=-3&y=2&space=audio&axis=brightness&limit=2',
  '/week?week=2026-W40',
  '/week?week=2026-W40&space=audio&axis=valence&limit=2',
  '/week?week=2020-W01',
  '/week?week=2025-W53',
];

test.each(PATHS)('%s', async (path) => expect(await ask(path)).toMatchSnapshot());

test('the same input twice gives byte-equal answers', async () => {
  const second = await createTestDatabase();
  await seedApi(second.db);
  const again = await startTestApi(second.db, { now: () => SEED_NOW });
  try {
    for (const path of PATHS) {
      const full = `/api/v1/dashboard/trajectory${path}`;
      expect((await again.ask(full)).text).toBe((await api.ask(full)).text);
    }
  } finally {
    await again.close();
    await second.drop();
  }
});

test('points stand where the trajectory has them, with their plays and scores', async () => {
  const { tracks } = await ask<TrajectoryShape>('?window=all&space=tag');
  const points = await ask<MapPointsShape>('/points?window=all&space=tag');
  expect(points.count).toBe(tracks.length);
  expect(points.heard).toBe(tracks.length);
  let steps = 0;
  const placed = points.y.map((y, i) => {
    steps += points.x[i]!;
    const place = [points.bounds!.minX + steps * points.unit!, points.bounds!.minY + y * points.unit!];
    return { place, plays: points.plays[i]!, value: points.value[i]! };
  });
  const expected = tracks.toSorted((a, b) => a.x - b.x);
  for (const [i, { place, plays, value }] of placed.entries()) {
    const { x, y, energy, plays: played } = expected[i]!;
    expect(Math.hypot(place[0]! - x, place[1]! - y)).toBeLessThan(points.unit! + 1e-4);
    expect([plays, value]).toEqual([played, Math.round(energy! * 100)]);
  }
  expect(Math.max(steps, ...points.y)).toBe(STEPS);
});

test('at most so many points are sent, the most played ones', async () => {
  const all = await ask<MapPointsShape>('/points?window=all&space=tag');
  const some = await ask<MapPointsShape>('/points?window=all&space=tag&limit=4');
  expect([some.count, some.heard]).toEqual([4, all.count]);
  expect(some.plays.toSorted()).toEqual(
    all.plays
      .toSorted((a, b) => b - a)
      .slice(0, 4)
      .toSorted(),
  );
});

test('a window leaves out what was not heard in it, and a trajectory may come without tracks', async () => {
  const [all, short] = await Promise.all(
    ['all', '1w'].map((window) => ask<MapPointsShape>(`/points?window=${window}&space=tag`)),
  );
  expect(short!.count).toBeLessThan(all!.count);
  expect(short!.weeks).toHaveLength(1);
  expect(all!.weeks).toHaveLength(30);
  const { tracks, weeks } = await ask<TrajectoryShape>('?window=all&tracks=0');
  expect([tracks.length, weeks.length]).toEqual([0, 30]);
  expect((await ask<TrajectoryShape>('?window=all&tracks=3&space=tag')).tracks).toHaveLength(3);
});

test('an unknown value is null, and coverage says how many plays have one', async () => {
  await run('DELETE FROM scores WHERE recording_id = $1', [track(4)]);
  const { value, coverage } = await ask<MapPointsShape>('/points?window=29w&space=tag');
  expect(value.filter((one) => one === null)).toHaveLength(1);
  expect(coverage).toBeGreaterThan(0.5);
  expect(coverage).toBeLessThan(1);
});

test('a place gives what lies nearest first', async () => {
  // In the seed, track n lies at (3 sin n, 2 cos n).
  const near = await ask<MapPlaceShape>(
    `/place?space=tag&x=${(3 * Math.sin(7)).toFixed(4)}&y=${(2 * Math.cos(7)).toFixed(4)}`,
  );
  expect(near.tracks[0]).toMatchObject({ recordingId: track(7), title: 'Track 7' });
  expect(near.tracks).toHaveLength(8);
});

test('a week has its own tracks, those that lie nowhere too', async () => {
  const week = await ask<WeekTracksShape>('/week?week=2026-W40&space=audio');
  expect(week.listens).toBe(8);
  expect(week.tracks.map(({ plays }) => plays).reduce((a, b) => a + b)).toBe(8);
  const nowhere = week.tracks.filter(({ x }) => x === null);
  expect(nowhere.length).toBeGreaterThan(0);
  expect(week.coverage).toBeCloseTo(1 - nowhere.reduce((sum, { plays }) => sum + plays, 0) / 8);
});

test('what a listener labelled colours their map', async () => {
  const before = await ask<MapPlaceShape>('/place?x=0&y=2&space=tag&limit=1');
  const { recordingId, value } = before.tracks[0]!;
  expect(value).toBeLessThan(0.9);
  const body = { recordingId, axis: 'energy', value: 1 };
  for (let i = 0; i < 3; i++) await api.ask('/api/v1/labels', { method: 'POST', body });
  const after = await ask<MapPlaceShape>('/place?x=0&y=2&space=tag&limit=1');
  expect(after.tracks[0]!.value).toBeGreaterThan(value!);
  const { value: values } = await ask<MapPointsShape>('/points?window=28w&space=tag');
  expect(values).toContain(Math.round(after.tracks[0]!.value! * 100));
});

test.each([
  '/place?x=1',
  '/place?x=1&y=Infinity',
  '/points?axis=loudness',
  '/points?window=0w',
  '/week',
  '?tracks=3001',
])('%s is refused', async (path) => {
  expect((await api.ask(`/api/v1/dashboard/trajectory${path}`)).status).toBe(400);
});

test('without a map there are no points, and a week still has its tracks', async () => {
  await run('DELETE FROM map_versions');
  expect(await ask<MapPointsShape>('/points?window=all')).toMatchObject({
    map: null,
    bounds: null,
    unit: null,
    count: 0,
  });
  expect(await ask<MapPlaceShape>('/place?x=0&y=0')).toMatchObject({ map: null, tracks: [] });
  expect(await ask<WeekTracksShape>('/week?week=2026-W40')).toMatchObject({ map: null, coverage: 0, listens: 8 });
});
