import { addPending, type Database } from '@sidetrack/prisma';
import {
  activityDeps,
  addListener,
  addListens,
  addTracks,
  createTestDatabase,
  type TestDatabase,
} from '@sidetrack/test';
import { markDirty } from '../mark-dirty.ts';
import { aggregateWeeks } from '../weeks/aggregate-weeks.ts';
import { buildMap } from './build-map.ts';

const WEEK = '2026-11-16';

const PATIENCE_MS = 60_000;

describe('building maps', () => {
  let database: TestDatabase;
  let db: Database;
  let user: string;
  beforeEach(async () => {
    database = await createTestDatabase();
    db = database.db;
    user = await addListener(db, 'ada');
  });
  afterEach(() => database.drop());

  const build = (space: 'audio' | 'tag') => buildMap(activityDeps(db), { space });
  const embedding = (i: number) =>
    Array.from({ length: 16 }, (_, d) => Math.sin(i * 0.7 + d) + (i % 4 === d % 4 ? 3 : 0));
  const addHeard = async (count: number, from = 0) => {
    const ids = await addTracks(
      db,
      Array.from({ length: count }, (_, i) => ({
        artist: `artist ${i + from}`,
        title: `title ${i + from}`,
        audio: { listener: user, embedding: embedding(i + from) },
      })),
    );
    await addListens(
      db,
      user,
      ids.map((recordingId, i) => ({ recordingId, at: new Date(Date.parse(WEEK) + (from + i + 1) * 60_000) })),
    );
    await db.asUser(user, (tx) => markDirty(tx, [{ userId: user, weekStart: WEEK, reason: 'listens' }]));
    await aggregateWeeks(activityDeps(db), { userId: user });
    return ids;
  };
  const places = (mapId: string | null) =>
    db.asService((tx) =>
      tx.query<{ id: string; x: number; y: number }>(
        'SELECT recording_id AS id, x, y FROM map_tracks WHERE map_id = $1 ORDER BY recording_id',
        [mapId],
      ),
    );
  const versions = () =>
    db.asService((tx) =>
      tx.query<{ state: string; version: number }>('SELECT state, version FROM map_versions ORDER BY version'),
    );

  test(
    'without a track that can be placed there is no map, and it says why',
    async () => {
      expect(await build('audio')).toEqual({
        mapId: null,
        tracks: 0,
        published: false,
        reason: expect.stringMatching(/music folder/),
      });
      expect(await build('tag')).toEqual({
        mapId: null,
        tracks: 0,
        published: false,
        reason: expect.stringMatching(/tags/),
      });
    },
    PATIENCE_MS,
  );

  test.each([1, 2, 3])(
    '%d tracks make a map',
    async (count) => {
      await addHeard(count);
      const { mapId, tracks } = await build('audio');
      expect(tracks).toBe(count);
      const points = await places(mapId);
      expect(new Set(points.map(({ x, y }) => `${x} ${y}`)).size).toBe(count);
      expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    },
    PATIENCE_MS,
  );

  test(
    'publishes with everyone’s weeks on it, answers what was asked, and does nothing when asked again',
    async () => {
      await addHeard(40);
      await db.asService((tx) =>
        addPending(tx, [
          { kind: 'map', subject: 'audio', reason: 'test' },
          { kind: 'map', subject: 'tag', reason: 'test' },
        ]),
      );
      const first = await build('audio');
      expect(first).toMatchObject({ tracks: 40, published: true });
      const weeks = await db.asUser(user, (tx) =>
        tx.query('SELECT week_start, plays, coverage FROM map_weeks WHERE map_id = $1', [first.mapId]),
      );
      expect(weeks).toEqual([{ week_start: WEEK, plays: 40, coverage: 1 }]);
      const pending = await db.asService((tx) => tx.query('SELECT subject FROM pending'));
      expect(pending).toEqual([{ subject: 'tag' }]);

      expect(await build('audio')).toEqual({ mapId: first.mapId, tracks: 40, published: false });
      expect(await versions()).toEqual([{ state: 'published', version: 1 }]);
    },
    PATIENCE_MS,
  );

  test(
    'the same tracks give the same map to the bit',
    async () => {
      await addHeard(30);
      const first = await places((await build('audio')).mapId);
      await db.asService((tx) => tx.query('DELETE FROM map_versions'));
      const again = await places((await build('audio')).mapId);
      expect(again).toEqual(first);
    },
    PATIENCE_MS,
  );

  test(
    'one more track moves none of the others; many more are a new fit that is aligned to the old one',
    async () => {
      await addHeard(40);
      const before = await places((await build('audio')).mapId);
      const [added] = await addHeard(1, 40);
      const placed = await places((await build('audio')).mapId);
      expect(placed.filter(({ id }) => id !== added)).toEqual(before);
      expect(placed).toHaveLength(41);
      expect(await versions()).toEqual([
        { state: 'retired', version: 1 },
        { state: 'published', version: 2 },
      ]);

      await addHeard(14, 41);
      const { mapId } = await build('audio');
      const [{ params }] = (await db.asService((tx) =>
        tx.query('SELECT params FROM map_versions WHERE id = $1', [mapId]),
      )) as [{ params: { how: string; moved: number; announced: boolean } }];
      expect(params.how).toBe('fit');
      expect(params.moved).toBeLessThan(0.2);
      expect(params.announced).toBe(params.moved > 0.1);
      expect(await versions()).toEqual([
        { state: 'retired', version: 2 },
        { state: 'published', version: 3 },
      ]);
    },
    PATIENCE_MS,
  );

  /** Changes where the tracks of the map lie, and has it drawn anew with a few more. */
  const refitFrom = async (change: string) => {
    await addHeard(60);
    const { mapId: first } = await build('audio');
    await db.asService((tx) => tx.query(change, [first]));
    const before = new Map((await places(first)).map((point) => [point.id, point]));
    await addHeard(20, 60);
    const { mapId } = await build('audio');
    const [map] = (await db.asService((tx) =>
      tx.query('SELECT version, params FROM map_versions WHERE id = $1', [mapId]),
    )) as [{ version: number; params: { how: string; moved: number; announced: boolean } }];
    return { before, map, after: (await places(mapId)).filter(({ id }) => before.has(id)) };
  };

  test(
    'a refit that would have come out turned and mirrored is turned back',
    async () => {
      const { before, map, after } = await refitFrom('UPDATE map_tracks SET x = -y + 2, y = -x - 7 WHERE map_id = $1');
      expect(map).toMatchObject({ version: 2, params: { how: 'fit', announced: false } });
      const moves = after.map(({ id, x, y }) => Math.hypot(x - before.get(id)!.x, y - before.get(id)!.y));
      const width = Math.max(...after.map(({ x }) => x)) - Math.min(...after.map(({ x }) => x));
      expect(moves.sort((a, b) => a - b)[30]! / width).toBeLessThan(0.1);
    },
    PATIENCE_MS,
  );

  test(
    'a refit that moves what a listener knew is a new version that is announced',
    async () => {
      const { map } = await refitFrom(`
        UPDATE map_tracks t SET x = o.x, y = o.y FROM (
          SELECT a.recording_id, b.x, b.y
          FROM (SELECT recording_id, row_number() OVER (ORDER BY recording_id) AS n FROM map_tracks WHERE map_id = $1) a
          JOIN (SELECT x, y, row_number() OVER (ORDER BY md5(recording_id::text)) AS n FROM map_tracks WHERE map_id = $1) b USING (n)
        ) o WHERE t.map_id = $1 AND t.recording_id = o.recording_id`);
      expect(map.version).toBe(2);
      expect(map.params.announced).toBe(true);
      expect(map.params.moved).toBeGreaterThan(0.1);

      // The next week's tracks do not take the announcement back.
      await addHeard(1, 80);
      const { mapId } = await build('audio');
      const [next] = (await db.asService((tx) =>
        tx.query('SELECT version, params FROM map_versions WHERE id = $1', [mapId]),
      )) as [{ version: number; params: { how: string; fittedAt: string } }];
      expect(next.version).toBe(3);
      expect(next.params).toMatchObject({ how: 'place', announced: true, moved: map.params.moved });
      expect(Date.parse(next.params.fittedAt)).not.toBeNaN();
    },
    PATIENCE_MS,
  );

  test(
    'a track that nobody listens to any more leaves the map, and the last one takes the map with it',
    async () => {
      const [first] = await addHeard(3);
      await build('audio');
      await db.asUser(user, (tx) => tx.query('DELETE FROM listens WHERE recording_id = $1', [first]));
      expect(await build('audio')).toMatchObject({ tracks: 2, published: true });
      await db.asUser(user, (tx) => tx.query('DELETE FROM listens'));
      expect(await build('audio')).toMatchObject({ mapId: null, tracks: 0 });
      expect((await versions()).map(({ state }) => state)).not.toContain('published');
      expect(await db.asUser(user, (tx) => tx.query('SELECT FROM week_vectors'))).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'the tag space is drawn from tags alone',
    async () => {
      const words = ['rock', 'jazz', 'ambient', 'techno', 'folk'];
      const ids = await addTracks(
        db,
        Array.from({ length: 50 }, (_, i) => ({
          artist: `a ${i}`,
          title: `t ${i}`,
          tags: { [words[i % 5]!]: 1, [words[(i * 3 + 1) % 5]!]: 0.3, 'seen live': 1 },
        })),
      );
      await addListens(
        db,
        user,
        ids.map((recordingId, i) => ({ recordingId, at: new Date(Date.parse(WEEK) + i * 60_000) })),
      );
      const { mapId, tracks } = await build('tag');
      expect(tracks).toBe(50);
      const points = new Map((await places(mapId)).map((point) => [point.id, point]));
      const distance = (i: number, j: number) =>
        Math.hypot(points.get(ids[i]!)!.x - points.get(ids[j]!)!.x, points.get(ids[i]!)!.y - points.get(ids[j]!)!.y);
      const mean = (pairs: [number, number][]) => pairs.reduce((sum, [i, j]) => sum + distance(i, j), 0) / pairs.length;
      const alike: [number, number][] = [
        [0, 5],
        [1, 6],
        [2, 7],
        [3, 8],
        [4, 9],
      ];
      const unlike: [number, number][] = [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
        [4, 0],
      ];
      expect(mean(alike)).toBeLessThan(mean(unlike) / 2);
    },
    PATIENCE_MS,
  );
});
