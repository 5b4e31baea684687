import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';

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

const query = (text: string, values: unknown[] = []) => database.db.asService((tx) => tx.query(text, values));
const sources = async () =>
  ((await api.ask('/api/v1/listens/sources')).json as { sources: Record<string, unknown>[] }).sources;
const remove = (source: string) =>
  api.ask(`/api/v1/listens/sources/${encodeURIComponent(source)}`, { method: 'DELETE' });

test('who told of the plays, and of how many nobody else did', async () => {
  const brief = async () => (await sources()).map(({ source, plays, onlyHere }) => [source, plays, onlyHere]);
  expect(await brief()).toEqual([
    ['listenbrainz', 234, 211],
    ['import', 23, 0],
  ]);
  await query(
    `INSERT INTO listen_sources (user_id, listened_at, track_key, source)
     SELECT user_id, listened_at, track_key, 'push:navidrome' FROM listen_sources
     WHERE user_id = $1 GROUP BY 1, 2, 3 HAVING count(*) = 1 ORDER BY 2, 3 LIMIT 3`,
    [seedIds.listener],
  );
  expect(await brief()).toEqual([
    ['listenbrainz', 234, 208],
    ['import', 23, 0],
    ['push:navidrome', 3, 0],
  ]);
});

test('what a source told is taken back once, whatever its name', async () => {
  const asked = await remove('push:navidrome');
  expect(asked).toMatchObject({
    status: 202,
    json: { source: 'push:navidrome', removal: { told: 3, removed: 0, requestedAt: expect.any(String) } },
  });
  expect((await remove('push:navidrome')).json).toEqual(asked.json);
  expect(await query('SELECT source FROM source_removals WHERE user_id = $1', [seedIds.listener])).toEqual([
    { source: 'push:navidrome' },
  ]);
});

test('an account that is still read from is refused, and so is a source that told of nothing', async () => {
  expect(await remove('nobody')).toMatchObject({ status: 404 });
  await query(
    `INSERT INTO connections (user_id, service, external_name, interval_seconds) VALUES ($1, 'listenbrainz', 'x', 60) ON CONFLICT DO NOTHING`,
    [seedIds.listener],
  );
  const connected = (await sources()).find(({ isConnected }) => isConnected);
  expect(connected).toBeDefined();
  expect(await remove(String(connected?.source))).toMatchObject({
    status: 409,
    json: { remedy: expect.stringContaining('Disconnect it first') },
  });
});

test('what plays, from whichever source, until it has ended', async () => {
  expect((await api.ask('/api/v1/listens/now-playing')).json).toEqual({ playing: [] });
  const at = (seconds: number): Date => new Date(SEED_NOW.getTime() + seconds * 1000);
  const add = (source: string, since: Date, until: Date) =>
    query(
      `INSERT INTO now_playing (user_id, source, artist_name, track_name, release_name, since, until) VALUES ($1, $2, 'Björk', $3, NULL, $4, $5)`,
      [seedIds.listener, source, `by ${source}`, since, until],
    );
  await add('push', at(-100), at(60));
  await add('lastfm', at(-50), at(60));
  await add('listenbrainz', at(-500), at(-1));
  expect((await api.ask('/api/v1/listens/now-playing')).json).toEqual({
    playing: [
      {
        source: 'lastfm',
        artistName: 'Björk',
        trackName: 'by lastfm',
        releaseName: null,
        since: at(-50).toISOString(),
      },
      { source: 'push', artistName: 'Björk', trackName: 'by push', releaseName: null, since: at(-100).toISOString() },
    ],
  });
});
