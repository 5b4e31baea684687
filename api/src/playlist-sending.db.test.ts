import { connectionOwner, sealCredential } from '@sidetrack/settings';
import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { ApiAnswer, TestApi, TestDatabase } from '@sidetrack/test';
import { startFakes, type Fakes } from '../../test/fakes/index.ts';

const KEY = 'k'.repeat(32);
let database: TestDatabase;
let fakes: Fakes;
let api: TestApi;
let id: string;

beforeEach(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  fakes = await startFakes({ listenbrainz: { tokens: { 'ana-token': 'ana' } } });
  api = await startTestApi(database.db, {
    now: () => SEED_NOW,
    env: { ...fakes.env, SIDETRACK_SECRET_KEY: KEY },
    deps: { fetch },
  });
  const answer = await api.ask('/api/v1/playlists', {
    method: 'POST',
    body: { name: 'Evening', tracks: [1, 2, 3].map((n) => ({ recordingId: track(n) })) },
  });
  ({ id } = answer.json as { id: string });
});
afterEach(async () => {
  await Promise.all([api.close(), fakes.stop()]);
  await database.drop();
});

const track = (n: number) => `00000000-0000-4000-8000-0002${String(n).padStart(8, '0')}`;
const mbid = (n: number) => track(n).replace('-0002', '-0020');
const send = (body: object = { public: false }): Promise<ApiAnswer> =>
  api.ask(`/api/v1/playlists/${id}/send`, { method: 'POST', body });
const run = (sql: string, values: unknown[]) => database.db.asService((tx) => tx.query(sql, values));
async function connect(token: string): Promise<void> {
  const sealed = sealCredential(token, KEY, connectionOwner(seedIds.listener, 'listenbrainz'));
  await run('UPDATE connections SET credential = $2, credential_key_id = $3 WHERE user_id = $1', [
    seedIds.listener,
    Buffer.from(sealed.credential),
    sealed.keyId,
  ]);
}
const requests = () => fakes.listenbrainz.requests;

test('makes a playlist there with the listener’s own token, and tells what MusicBrainz does not know', async () => {
  await connect('ana-token');
  await run('UPDATE recordings SET mbid = NULL WHERE id = $1', [track(2)]);
  const answer = await send({ public: true });
  expect(answer).toMatchObject({
    status: 200,
    json: { sent: 2, leftOut: [{ title: 'Track 2', reason: 'MusicBrainz does not know this track.' }], replaced: null },
  });
  const [made] = fakes.listenbrainz.playlists;
  expect(made).toEqual({
    mbid: made!.mbid,
    user: 'ana',
    title: 'Evening',
    public: true,
    recordingMbids: [mbid(1), mbid(3)],
  });
  const { playlistMbid, url } = answer.json as { playlistMbid: string; url: string };
  expect([playlistMbid, url]).toEqual([made!.mbid, `${fakes.listenbrainz.url}/playlist/${made!.mbid}`]);
  expect(requests().at(-1)!.headers['user-agent']).toMatch(/^SideTrack\/\d/);
  expect(await api.ask(`/api/v1/playlists/${id}`)).toMatchObject({
    json: { sent: { playlistMbid, changedSince: false, at: '2026-11-18T20:30:00.000Z' } },
  });
});

test('a second sending says so and sends nothing, unless it is asked for again', async () => {
  await connect('ana-token');
  const first = (await send()).json as { url: string };
  expect(await send()).toMatchObject({ status: 409, json: { detail: `This playlist was sent before: ${first.url}.` } });
  expect(fakes.listenbrainz.playlists).toHaveLength(1);
  await api.ask(`/api/v1/playlists/${id}/tracks`, {
    method: 'PUT',
    body: { revision: 1, recordingIds: [track(1)] },
  });
  expect(await api.ask(`/api/v1/playlists/${id}`)).toMatchObject({ json: { sent: { changedSince: true } } });
  expect(await send({ public: false, again: true })).toMatchObject({
    status: 200,
    json: { sent: 1, replaced: first.url },
  });
  expect(fakes.listenbrainz.playlists).toHaveLength(2);
});

test('two clicks at once make one playlist', async () => {
  await connect('ana-token');
  const statuses = (await Promise.all([send(), send(), send()])).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([200, 409, 409]);
  expect(fakes.listenbrainz.playlists).toHaveLength(1);
});

test.each([
  ['without a token', async () => {}, 'has no token'],
  [
    'without a connection',
    () => run('DELETE FROM connections WHERE user_id = $1', [seedIds.listener]),
    'No ListenBrainz account',
  ],
  [
    'with a token of another key',
    () =>
      run(`UPDATE connections SET credential = 'x', credential_key_id = 'other' WHERE user_id = $1`, [
        seedIds.listener,
      ]),
    'cannot be read',
  ],
  ['of the demo', () => run('UPDATE users SET is_demo = true WHERE id = $1', [seedIds.listener]), 'demo'],
])('%s: said before anything is sent', async (_, arrange, sentence) => {
  await arrange();
  expect(await send()).toMatchObject({ status: 409, json: { detail: expect.stringContaining(sentence) } });
  expect(requests()).toEqual([]);
});

test('a playlist of which MusicBrainz knows nothing is not sent', async () => {
  await connect('ana-token');
  await run('UPDATE recordings SET mbid = NULL WHERE true', []);
  expect(await send()).toMatchObject({ status: 409, json: { detail: expect.stringContaining('none of its tracks') } });
  expect(requests()).toEqual([]);
});

test('a token that ListenBrainz refuses', async () => {
  await connect('stale-token');
  expect(await send()).toMatchObject({
    status: 409,
    json: { detail: expect.stringContaining('refuses the token'), remedy: expect.stringContaining('Settings') },
  });
});

test('too many requests: told with the time to wait', async () => {
  await connect('ana-token');
  fakes.listenbrainz.failNext(1, {
    kind: 'status',
    status: 429,
    body: 'You have exceeded your rate limit.',
    headers: { 'x-ratelimit-reset-in': '7' },
  });
  const answer = await send();
  expect(answer).toMatchObject({ status: 503, json: { remedy: 'Try again in 7 s.' } });
  expect(answer.headers['retry-after']).toBe('7');
});

test.each([
  ['500', { kind: 'status', status: 500 }, 'answered 500'],
  ['nonsense', { kind: 'garbage' }, 'form that is not understood'],
  ['a cut connection', { kind: 'reset' }, 'could not be reached'],
] as const)('%s: not known whether it was made; it can be sent after that', async (_, fault, sentence) => {
  await connect('ana-token');
  fakes.listenbrainz.failNext(1, fault);
  const answer = await send();
  expect(answer).toMatchObject({ status: 503, json: { detail: expect.stringContaining(sentence) } });
  expect(answer.text).not.toContain('ana-token');
  expect(await send()).toMatchObject({ status: 200 });
});

test('what ListenBrainz says against the playlist is passed on', async () => {
  await connect('ana-token');
  fakes.listenbrainz.failNext(1, { kind: 'status', status: 400, body: '{"code":400,"error":"Too long."}' });
  expect(await send()).toMatchObject({
    status: 409,
    json: { detail: 'ListenBrainz refuses the playlist: Too long. Nothing was sent.' },
  });
});
