import {
  createTestDatabase,
  SEED_NOW,
  seedApi,
  seedIds,
  startSubsonic,
  startTestApi,
  activityDeps,
} from '@sidetrack/test';
import type { FakeSong, SubsonicSeed, TestApi, TestDatabase } from '@sidetrack/test';
import { findDueWork } from '../../activities/src/control/find-due-work.ts';
import { readPlayCounts } from '../../activities/src/subsonic/read-play-counts.ts';

const SECRET = Buffer.alloc(32, 7).toString('base64');
const { listener: userId } = seedIds;
let database: TestDatabase;
let api: TestApi;
let fake: Awaited<ReturnType<typeof startSubsonic>>;
const query = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(text, values));
const env = { SIDETRACK_SECRET_KEY: SECRET };
const deps = () => ({ ...activityDeps(database.db, env), clock: () => SEED_NOW });

/** Two that are known by their paths, one by its names alone, one that is no file here, and many that fill pages. */
const songs: FakeSong[] = [
  { id: 'real', title: 'x', path: '/data/music/file 1.ogg', playCount: 7, played: '2026-11-17T20:00:00Z' },
  { id: 'relative', title: 'y', path: 'file 2.ogg', playCount: 3 },
  {
    id: 'names',
    title: 'Track 3',
    artist: 'Artist 3',
    path: 'Artist 3/Release/01 - Track 3.ogg',
    duration: 183,
    playCount: 1,
  },
  { id: 'other', title: 'Nowhere', artist: 'Nobody', playCount: 90 },
  ...Array.from({ length: 1100 }, (_, n) => ({
    id: `more ${String(n)}`,
    title: `More ${String(n)}`,
    artist: 'Nobody',
  })),
];

beforeEach(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  api = await startTestApi(database.db, { now: () => SEED_NOW, env });
});
afterEach(async () => {
  await Promise.all([api.close(), fake.stop()]);
  await database.drop();
});

async function connect(seed: SubsonicSeed = {}, password = 'secret'): Promise<string> {
  fake = await startSubsonic({ songs, ...seed });
  const body = { url: fake.url, userName: 'ann', password };
  expect(await api.ask('/api/v1/library/servers/navidrome', { method: 'PUT', body })).toMatchObject({ status: 200 });
  const due = await findDueWork(deps(), { tagsAt: Infinity, scoresAsked: true });
  return due.servers![0]!;
}

test('counts are read page by page, found by path or by names, and listed', async () => {
  const [root] = await query<{ path: string }>('SELECT path FROM audio_roots WHERE user_id = $1', [userId]);
  const mappings = [{ server: 'navidrome', fromPath: '/data/music', toPath: root!.path }];
  await api.ask('/api/v1/library/path-mappings', { method: 'PUT', body: { mappings } });
  const serverId = await connect();
  expect(await readPlayCounts(deps(), { serverId })).toEqual({ songs: 1104, matched: 3 });
  expect(fake.requests).toHaveLength(3);
  expect(JSON.stringify(fake.requests.map((request) => [...request.query]))).not.toContain('secret');
  const { json } = await api.ask('/api/v1/library/play-counts');
  expect(json).toMatchObject({
    total: 3,
    files: [
      { relativePath: 'file 1.ogg', plays: 7, lastPlayedAt: '2026-11-17T20:00:00.000Z' },
      { relativePath: 'file 2.ogg', plays: 3, lastPlayedAt: null },
      { relativePath: 'file 3.ogg', plays: 1 },
    ],
  });
  expect((await api.ask('/api/v1/library/servers')).json).toMatchObject({
    servers: [{ name: 'navidrome', state: 'active', songs: 1104, matched: 3, nextDueAt: '2026-11-19T20:30:00.000Z' }],
  });
  await readPlayCounts(deps(), { serverId });
  expect((await api.ask('/api/v1/library/play-counts')).json).toEqual(json);
  expect((await api.ask('/api/v1/library/servers/navidrome', { method: 'DELETE' })).status).toBe(204);
  expect((await api.ask('/api/v1/library/play-counts')).json).toEqual({ total: 0, files: [] });
});

test('a server that takes no tokens gets the password', async () => {
  const serverId = await connect({ withoutTokens: true });
  expect(await readPlayCounts(deps(), { serverId })).toMatchObject({ songs: 1104 });
});

test('what goes wrong is kept with its reason', async () => {
  const serverId = await connect({}, 'wrong');
  await expect(readPlayCounts(deps(), { serverId })).rejects.toMatchObject({ name: 'PermanentError' });
  const servers = async () => ((await api.ask('/api/v1/library/servers')).json as { servers: unknown[] }).servers;
  expect(await servers()).toMatchObject([
    {
      state: 'failing',
      stateReason: 'The music server refuses the name or the password. Enter them again under Music servers.',
    },
  ]);
  fake.failNext(1, { kind: 'garbage' });
  await expect(readPlayCounts(deps(), { serverId })).rejects.toMatchObject({ name: 'TransientError' });
  const body = { url: fake.url, userName: 'ann', password: 'secret' };
  await api.ask('/api/v1/library/servers/navidrome', { method: 'PUT', body });
  expect(await readPlayCounts(deps(), { serverId })).toMatchObject({ matched: 2 });
  expect(await servers()).toMatchObject([{ state: 'active', stateReason: null }]);
});

test('a server without a password is refused, and so is any on a shared installation', async () => {
  fake = await startSubsonic();
  const put = (body: object) => api.ask('/api/v1/library/servers/navidrome', { method: 'PUT', body });
  expect((await put({ url: fake.url, userName: 'ann' })).status).toBe(409);
  expect((await put({ url: 'file:///etc/passwd', userName: 'ann', password: 'x' })).status).toBe(400);
});
