import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { AskOptions, TestApi, TestDatabase } from '@sidetrack/test';
import { tokenHash } from './access/token-secret.ts';
import { operations } from './contract/index.ts';
import type { Operation } from './contract/operation.ts';

let database: TestDatabase;
let laptop: TestApi;
let hosted: TestApi;
const tokens = {
  read: `st_${'r'.repeat(43)}`,
  write: `st_${'w'.repeat(43)}`,
  other: `st_${'o'.repeat(43)}`,
  revoked: `st_${'v'.repeat(43)}`,
  expired: `st_${'e'.repeat(43)}`,
};
const othersArtist = '00000000-0000-4000-8000-00aa00000001';
const othersAlert = '00000000-0000-4000-8000-00ab00000001';
const othersUpload = '00000000-0000-4000-8000-00ac00000001';
const othersPlaylist = '00000000-0000-4000-8000-00ac00000001';
const othersDecision = '00000000-0000-4000-8000-00ae00000001';
const othersShare = '00000000-0000-4000-8000-00ad00000001';
const bearer = (token: keyof typeof tokens): Record<string, string> => ({ authorization: `Bearer ${tokens[token]}` });

beforeAll(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  const add = `INSERT INTO api_tokens (user_id, name, token_hash, scopes, revoked_at, expires_at) VALUES ($1, 'test', $2, $3, $4, $5)`;
  await database.db.asService(async (tx) => {
    await tx.query(ADD_ARTIST, [othersArtist, seedIds.other]);
    await tx.query(CREDIT_ARTIST, [othersArtist, seedIds.othersTrack]);
    await tx.query(ADD_ALERT, [othersAlert, seedIds.other]);
    await tx.query(`INSERT INTO playlists (id, user_id, name) VALUES ($1, $2, 'Theirs')`, [
      othersPlaylist,
      seedIds.other,
    ]);
    await tx.query(ADD_UPLOAD, [othersUpload, seedIds.other]);
    await tx.query(ADD_DECISION, [othersDecision, seedIds.other, seedIds.othersTrack, seedIds.track]);
    await tx.query(`INSERT INTO shares (id, user_id, token, card) VALUES ($1, $2, 'theirs', '{}')`, [
      othersShare,
      seedIds.other,
    ]);
    await tx.query(add, [seedIds.listener, tokenHash(tokens.read), ['read'], null, null]);
    await tx.query(add, [seedIds.listener, tokenHash(tokens.write), ['write'], null, '2027-01-01']);
    await tx.query(add, [seedIds.other, tokenHash(tokens.other), ['write'], null, null]);
    await tx.query(add, [seedIds.listener, tokenHash(tokens.revoked), ['write'], SEED_NOW, null]);
    await tx.query(add, [seedIds.listener, tokenHash(tokens.expired), ['write'], null, '2026-11-18T20:29:59Z']);
  });
  laptop = await startTestApi(database.db, { now: () => SEED_NOW, env: { SIDETRACK_SITE_PORT: '8123' } });
  hosted = await startTestApi(database.db, { now: () => SEED_NOW, env: { SIDETRACK_MODE: 'hosted' } });
});
afterAll(async () => {
  await Promise.all([laptop.close(), hosted.close()]);
  await database.drop();
});

const ADD_ARTIST = `INSERT INTO artists (id, name, name_key, private_user_id) VALUES ($1, 'Nobody', 'nobody', $2)`;
const CREDIT_ARTIST = `INSERT INTO recording_artists (recording_id, position, artist_id, credited_name) VALUES ($2, 0, $1, 'Nobody')`;
const ADD_UPLOAD = `INSERT INTO uploads (id, user_id, file_name, fingerprint, bytes) VALUES ($1, $2, 'x.zip', 'x', 9)`;
const ADD_DECISION = `
  INSERT INTO recording_decisions (id, user_id, kind, from_recording_id, into_recording_id) VALUES ($1, $2, 'merge', $3, $4)`;
const ADD_ALERT = `
  INSERT INTO alerts (id, user_id, axis, week_start, since, baseline_from, direction, size, low, high, attribution, regime, announced, raised_at)
  VALUES ($1, $2, 'energy', '2026-11-09', '2026-11-09', '2026-01-05', 'up', 0.2, 0.1, 0.3,
    '{"change": 0.2, "artists": [], "tracks": [], "evidence": 0.2}', 'test', true, '2026-11-16')`;

const change: AskOptions = { method: 'PUT', body: { externalName: 'ana' } };
const CHANGE = '/api/v1/connections/listenbrainz';

describe('on a laptop', () => {
  test.each(['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST'])(
    'answers as %s on its own port and the site’s',
    async (name) => {
      for (const port of [laptop.port, 8123]) {
        expect(await laptop.ask('/api/v1/overview', { headers: { host: `${name}:${port}` } })).toMatchObject({
          status: 200,
        });
      }
    },
  );

  test.each([
    'evil.example',
    'evil.example:8123',
    '127.0.0.1:9',
    '127.0.0.1.evil.example:8123',
    'localhost',
    'localhost@evil.example',
  ])('refuses Host “%s”', async (host) => {
    for (const path of ['/api/v1/overview', '/api/v1/health', '/', '/metrics', '/overview', '/api/v1/docs']) {
      expect(await laptop.ask(path, { headers: { host } })).toMatchObject({
        status: 403,
        json: { type: 'urn:sidetrack:problem:foreign-host' },
      });
    }
  });

  test.each<[string, Record<string, string>]>([
    ['the same origin, by Sec-Fetch-Site', {}],
    ['typed by the user', { 'sec-fetch-site': 'none' }],
    [
      'a token, whatever the origin',
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example', ...bearer('write') },
    ],
  ])('changes something for %s', async (_, headers) => {
    expect(await laptop.ask(CHANGE, { ...change, headers })).toMatchObject({ status: 200 });
  });

  test('changes something for the site’s and its own Origin where Sec-Fetch-Site is not sent', async () => {
    for (const origin of ['http://127.0.0.1:8123', `http://localhost:${laptop.port}`]) {
      const plain = await fetch(`${laptop.url}${CHANGE}`, {
        method: 'PUT',
        body: '{"externalName":"ana"}',
        headers: { origin, 'content-type': 'application/json', 'sec-fetch-site': 'none' },
      });
      expect(plain.status).toBe(200);
    }
  });

  test.each<[string, Record<string, string>]>([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling port', { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:8123' }],
    ['a header made up', { 'sec-fetch-site': 'yes' }],
  ])('refuses a change from %s', async (_, headers) => {
    expect(await laptop.ask(CHANGE, { ...change, headers })).toMatchObject({
      status: 403,
      json: { type: 'urn:sidetrack:problem:foreign-origin' },
    });
  });

  test('says how to make a token to a script that sends none', async () => {
    const answer = await fetch(`${laptop.url}${CHANGE}`, {
      method: 'PUT',
      body: '{"externalName":"ana"}',
      headers: { 'content-type': 'application/json' },
    });
    // fetch of Node says "cors" but no site and no origin.
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({
      type: 'urn:sidetrack:problem:token-needed',
      remedy: expect.stringContaining('sidetrack token create NAME --scope write'),
    });
  });

  test('says which scheme a token goes under', async () => {
    const headers = { authorization: `Token ${tokens.write}` };
    expect(await laptop.ask('/api/v1/overview', { headers })).toMatchObject({
      status: 401,
      json: { remedy: 'Send it as `Authorization: Bearer st_…`.' },
    });
  });

  test('asks no origin of a request that only reads', async () => {
    expect(await laptop.ask('/api/v1/overview', { headers: { 'sec-fetch-site': 'cross-site' } })).toMatchObject({
      status: 200,
    });
  });

  test('a token for another listener makes the request theirs', async () => {
    expect(await laptop.ask('/api/v1/overview', { headers: bearer('other') })).toMatchObject({
      json: { listener: { handle: 'other' } },
    });
  });
});

describe('without sign-in on a server', () => {
  const withAccess = Object.values<Operation>(operations).filter(({ access }) => access !== 'public');

  test.each(withAccess.map((operation) => [operation.operationId, operation] as const))(
    '%s needs a token',
    async (_, { path, method }) => {
      const answer = await hosted.ask(`/api/v1${path.replaceAll(/\{\w+\}/g, seedIds.job)}`, {
        method: method.toUpperCase(),
      });
      expect(answer).toMatchObject({ status: 401, json: { type: 'urn:sidetrack:problem:token-needed' } });
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="sidetrack"');
    },
  );

  test('asks neither Host nor Origin of a request with a token', async () => {
    const headers = { host: 'music.example', 'sec-fetch-site': 'cross-site', ...bearer('write') };
    expect(await hosted.ask(CHANGE, { ...change, headers })).toMatchObject({ status: 200 });
  });

  test('chooses no folder for its listeners', async () => {
    const answer = await hosted.ask('/api/v1/library/roots', {
      method: 'POST',
      body: { path: '/etc' },
      headers: bearer('write'),
    });
    expect(answer).toMatchObject({ status: 403, json: { type: 'urn:sidetrack:problem:laptop-only' } });
  });
});

describe('tokens', () => {
  test.each<[string, Record<string, string>]>([
    ['unknown', { authorization: `Bearer st_${'x'.repeat(43)}` }],
    ['of another form', { authorization: 'Bearer hunter2' }],
    ['of another scheme', { authorization: 'Basic YTpi' }],
    ['revoked', bearer('revoked')],
    ['expired', bearer('expired')],
  ])('%s: refused, even where none is needed', async (_, headers) => {
    for (const api of [laptop, hosted])
      expect(await api.ask('/api/v1/overview', { headers })).toMatchObject({ status: 401 });
  });

  test('the scope read does not write, the scope write reads', async () => {
    expect(await hosted.ask(CHANGE, { ...change, headers: bearer('read') })).toMatchObject({
      status: 403,
      json: { type: 'urn:sidetrack:problem:scope' },
    });
    expect(await hosted.ask('/api/v1/overview', { headers: bearer('read') })).toMatchObject({ status: 200 });
    expect(await hosted.ask('/api/v1/overview', { headers: bearer('write') })).toMatchObject({ status: 200 });
  });

  test('of a suspended listener: refused', async () => {
    const suspend = (at: Date | null) =>
      database.db.asService((tx) => tx.query('UPDATE users SET suspended_at = $2 WHERE id = $1', [seedIds.other, at]));
    await suspend(SEED_NOW);
    expect(await hosted.ask('/api/v1/overview', { headers: bearer('other') })).toMatchObject({
      status: 403,
      json: { type: 'urn:sidetrack:problem:suspended' },
    });
    await suspend(null);
  });

  test('are shown once, kept as a hash, work until revoked', async () => {
    const made = await laptop.ask('/api/v1/tokens', {
      method: 'POST',
      body: { name: 'mine', scopes: ['read', 'read'], expiresInDays: 1 },
    });
    expect(made).toMatchObject({
      status: 201,
      json: { name: 'mine', scopes: ['read'], expiresAt: '2026-11-19T20:30:00.000Z' },
    });
    const { token, id } = made.json as { token: string; id: string };
    const [row] = await database.db.asService((tx) =>
      tx.query<{ text: string }>('SELECT t::text AS text FROM api_tokens t WHERE id = $1', [id]),
    );
    expect(row?.text).not.toContain(token);
    expect((await laptop.ask('/api/v1/tokens')).text).not.toContain(token);

    const headers = { authorization: `Bearer ${token}` };
    expect(await hosted.ask('/api/v1/overview', { headers })).toMatchObject({ status: 200 });
    expect(await laptop.ask('/api/v1/tokens')).toMatchObject({
      json: {
        tokens: expect.arrayContaining([expect.objectContaining({ id, lastUsedAt: '2026-11-18T20:30:00.000Z' })]),
      },
    });
    expect(await laptop.ask(`/api/v1/tokens/${id}`, { method: 'DELETE' })).toMatchObject({ status: 204, text: '' });
    expect(await hosted.ask('/api/v1/overview', { headers })).toMatchObject({ status: 401 });
  });
});

describe('X-User-Id', () => {
  test.each([seedIds.listener, 'local'])('may repeat the caller: %s', async (claimed) => {
    expect(await laptop.ask('/api/v1/overview', { headers: { 'x-user-id': claimed } })).toMatchObject({ status: 200 });
  });
  test.each([seedIds.other, 'other', 'Local', '', '*'])('names nobody else: “%s”', async (claimed) => {
    for (const headers of [{}, bearer('write')]) {
      const answer = await laptop.ask('/api/v1/overview', { headers: { 'x-user-id': claimed, ...headers } });
      expect(answer).toMatchObject({ status: 403, json: { type: 'urn:sidetrack:problem:another-listener' } });
    }
  });
});

describe('what belongs to another listener is not there', () => {
  const theirs = [
    ['GET', `/api/v1/jobs/${seedIds.othersJob}`],
    ['GET', `/api/v1/jobs/${seedIds.othersJob}/events`],
    ['GET', `/api/v1/imports/${seedIds.othersImport}`],
    ['GET', `/api/v1/imports/${seedIds.othersImport}/failures`],
    ['GET', `/api/v1/imports/${seedIds.othersImport}/receipt`],
    ['GET', `/api/v1/imports/${seedIds.othersImport}/receipt.csv`],
    ['PUT', `/api/v1/imports/${seedIds.othersImport}/time-zone`, { timeZone: 'Europe/Berlin' }],
    ['GET', `/api/v1/uploads/${othersUpload}`],
    ['PATCH', `/api/v1/uploads/${othersUpload}`],
    ['POST', `/api/v1/uploads/${othersUpload}/import`],
    ['DELETE', `/api/v1/uploads/${othersUpload}`],
    ['GET', `/api/v1/tracks/${seedIds.othersTrack}`],
    ['GET', `/api/v1/tracks/${seedIds.othersTrack}/contours`],
    ['GET', `/api/v1/tracks/${seedIds.othersTrack}/similar`],
    ['GET', `/api/v1/tracks/${seedIds.othersTrack}/plays`],
    ['GET', `/api/v1/tracks/${seedIds.othersTrack}/told`],
    ['DELETE', `/api/v1/track-decisions/${othersDecision}`],
    ['GET', `/api/v1/audio-features/${seedIds.othersTrack}`],
    ['GET', `/api/v1/artists/${othersArtist}`],
    ['GET', `/api/v1/artists/${othersArtist}/drift`],
    ['POST', `/api/v1/alerts/${othersAlert}/dismiss`],
    ['POST', `/api/v1/alerts/${othersAlert}/restore`],
    ['POST', `/api/v1/analyze/track/${seedIds.othersTrack}`],
    ['POST', `/api/v1/score/track/${seedIds.othersTrack}`],
    ['DELETE', `/api/v1/labels/${seedIds.othersLabel}`],
    ['DELETE', `/api/v1/shares/${othersShare}`],
    ['GET', `/api/v1/playlists/${othersPlaylist}`],
    ['PUT', `/api/v1/playlists/${othersPlaylist}`, { name: 'Mine' }],
    ['PUT', `/api/v1/playlists/${othersPlaylist}/tracks`, { revision: 1, recordingIds: [] }],
    ['POST', `/api/v1/playlists/${othersPlaylist}/tracks`, { recordingIds: [seedIds.track] }],
    ['DELETE', `/api/v1/playlists/${othersPlaylist}`],
    ['POST', `/api/v1/playlists/${othersPlaylist}/restore`],
    ['GET', `/api/v1/playlists/${othersPlaylist}/m3u8`],
    ['POST', `/api/v1/playlists/${othersPlaylist}/send`, { public: false }],
    ['DELETE', `/api/v1/tokens/${seedIds.othersToken}`],
  ] as readonly (readonly [method: string, path: string, body?: object])[];

  test.each(theirs.map(([method, path, body]) => [method, path, body] as const))(
    '%s %s',
    async (method, path, body) => {
      expect(await laptop.ask(path, { method, ...(body === undefined ? {} : { body }) })).toMatchObject({
        status: 404,
        json: { type: 'urn:sidetrack:problem:not-found' },
      });
      expect(laptop.workflows.starts).toEqual([]);
    },
  );

  test('these are all the paths with an id', () => {
    const withId = Object.values<Operation>(operations).filter(({ path }) => path.includes('{id}'));
    const tried = theirs.map(
      ([method, path]) => `${method} ${path.replace('/api/v1', '').replace(/[0-9a-f-]{36}/, '{id}')}`,
    );
    expect(tried.toSorted()).toEqual(withId.map(({ method, path }) => `${method.toUpperCase()} ${path}`).toSorted());
  });

  test('nor can it be labelled', async () => {
    const body = { recordingId: seedIds.othersTrack, axis: 'energy', value: 0.5 };
    expect(await laptop.ask('/api/v1/labels', { method: 'POST', body })).toMatchObject({ status: 404 });
    const compared = { ...body, recordingId: seedIds.track, otherRecordingId: seedIds.othersTrack };
    expect(await laptop.ask('/api/v1/labels', { method: 'POST', body: compared })).toMatchObject({ status: 404 });
  });

  test('lists hold none of it', async () => {
    for (const path of [
      'jobs',
      'imports',
      'uploads',
      'labels',
      'playlists',
      'tokens',
      'connections',
      'library',
      'library/matches?limit=1000',
      'library/unmatched',
      'listens/recent?limit=500',
      'overview',
      'alerts?state=all',
      'search?q=private',
      'calibration',
      'comparisons/next',
      'dashboard/trajectory/points?window=all',
      'dashboard/trajectory/place?x=0&y=0&limit=50',
      'dashboard/trajectory/week?week=2026-W47',
      ...['changes', 'influence', 'mixtape', 'mood-week', 'moods', 'outliers', 'radar', 'trajectory', 'vibes'].map(
        (page) => `dashboard/${page}`,
      ),
    ]) {
      const { status, text } = await laptop.ask(`/api/v1/${path}`);
      expect([path, status]).toEqual([path, 200]);
      for (const id of [
        seedIds.other,
        seedIds.othersJob,
        seedIds.othersImport,
        seedIds.othersLabel,
        seedIds.othersToken,
        seedIds.othersTrack,
        othersArtist,
        othersAlert,
        othersUpload,
        othersPlaylist,
      ])
        expect(text).not.toContain(id);
    }
  });
});
