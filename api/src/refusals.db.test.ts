import { connect } from 'node:net';
import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { AskOptions, TestApi, TestDatabase } from '@sidetrack/test';
import { Problem } from './contract/problem.ts';
import { createLimiter } from './limits/limiter.ts';

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  api = await startTestApi(database.db, { now: () => SEED_NOW, env: { SIDETRACK_IMPORT_MAX_MB: '1' } });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

async function problem(path: string, options?: AskOptions) {
  const answer = await api.ask(path, options);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const document = Problem.parse(answer.json);
  expect(document.status).toBe(answer.status);
  expect(document.correlationId).toBe(answer.headers['x-request-id']);
  expect(document.remedy).not.toBe('');
  return { ...answer, document };
}

const label = { recordingId: seedIds.track, axis: 'energy', value: 0.5 };
const post = (body: unknown, headers: Record<string, string> = {}): AskOptions => ({ method: 'POST', body, headers });
const json = { 'content-type': 'application/json' };

test('a problem document says what happened and what to do', async () => {
  const { document, headers } = await problem(`/api/v1/jobs/${seedIds.othersJob}?`, {
    headers: { 'x-request-id': 'my-request.1' },
  });
  expect(document).toMatchSnapshot();
  expect(headers['cache-control']).toBe('no-store');
});

describe('400', () => {
  test.each<[string, string, AskOptions?]>([
    ['a limit of words', '/api/v1/listens/recent?limit=many'],
    ['a limit too large', '/api/v1/listens/recent?limit=501'],
    ['a limit of nothing', '/api/v1/listens/recent?limit='],
    ['a limit in another notation', '/api/v1/listens/recent?limit=1e1'],
    ['a huge number', `/api/v1/listens/recent?limit=${'9'.repeat(400)}`],
    ['a parameter twice', '/api/v1/listens/recent?limit=1&limit=2'],
    ['an unknown parameter', '/api/v1/listens/recent?limits=1'],
    ['a parameter where there are none', '/api/v1/overview?x=1'],
    ['a moment that is none', '/api/v1/listens/recent?before=yesterday'],
    ['NUL in a query', '/api/v1/listens/recent?before=%00'],
    ['broken percent encoding', '/api/v1/jobs/%E0%A4%A'],
    ['an id that is none', '/api/v1/jobs/1'],
    ['a week that no year has', '/api/v1/dashboard/radar?week=2026-W54'],
    ['a week of long ago', '/api/v1/dashboard/radar?week=0000-01'],
    ['a window of nothing', '/api/v1/dashboard/trajectory?window=0w'],
    ['a space of its own', '/api/v1/dashboard/trajectory?space=video'],
    ['a service that is not served', '/api/v1/connections/spotify', { method: 'DELETE' }],
    ['a day that is none', '/api/v1/ingest/listens?since=2024-02-30', { method: 'POST' }],
    ['JSON cut short', '/api/v1/labels', post('{"recordingId":', json)],
    ['JSON that is no object', '/api/v1/labels', post('"text"', json)],
    ['a list', '/api/v1/labels', post([])],
    ['no body', '/api/v1/labels', { method: 'POST', headers: json }],
    ['a missing property', '/api/v1/labels', post({ ...label, value: undefined })],
    ['a property too many', '/api/v1/labels', post({ ...label, extra: 1 })],
    ['a value out of range', '/api/v1/labels', post({ ...label, value: 1.5 })],
    ['a number as text', '/api/v1/labels', post({ ...label, value: '0.5' })],
    [
      'a number beyond all numbers',
      '/api/v1/labels',
      post(`{"recordingId":"${seedIds.track}","axis":"energy","value":1e999}`, json),
    ],
    ['an axis that is none', '/api/v1/labels', post({ ...label, axis: '__proto__' })],
    ['NUL in a text', '/api/v1/tokens', post({ name: 'a\u0000b' })],
    ['half a character', '/api/v1/tokens', post('{"name":"\\ud800"}', json)],
    ['a name too long', '/api/v1/tokens', post({ name: 'x'.repeat(101) })],
    ['no scopes', '/api/v1/tokens', post({ name: 'x', scopes: [] })],
    ['an import without a file', '/api/v1/imports', { method: 'POST' }],
  ])('%s', async (_, path, ...[options]) => {
    const { document } = await problem(path, options);
    expect({ status: document.status, errors: document.errors }).toMatchSnapshot();
    expect(document.status).toBe(400);
  });

  test('a text that PostgreSQL cannot hold is refused wherever it comes from', async () => {
    expect((await problem('/api/v1/library/roots', post({ path: '/a\u0000' }))).status).toBe(400);
  });
});

test('404: a path that is not there, with nothing about deprecation', async () => {
  for (const path of [
    '/api/v1/nothing',
    '/nothing',
    '/api/v2/overview',
    '/api',
    '/overview',
    '/tokens',
    '/API/v1/overview',
  ]) {
    const { status, headers } = await problem(path);
    expect([path, status, headers.deprecation]).toEqual([path, 404, undefined]);
  }
});

test('405 names the methods there are, and OPTIONS asks for them', async () => {
  const { status, headers } = await problem('/api/v1/labels', { method: 'PATCH' });
  expect([status, headers.allow]).toEqual([405, 'POST, GET, HEAD, OPTIONS']);
  expect((await problem('/api/v1/overview', { method: 'DELETE' })).status).toBe(405);
  expect((await problem('/api/v1/overview', { method: 'TRACE' })).status).toBe(405);
  expect(await api.ask('/api/v1/overview', { method: 'OPTIONS' })).toMatchObject({
    status: 204,
    headers: { allow: 'GET, HEAD, OPTIONS' },
  });
});

test("409: nothing of one's own goes into the demo, and the answer says what to do instead", async () => {
  const setDemo = (isDemo: boolean) =>
    database.db.asService((tx) => tx.query('UPDATE users SET is_demo = $2 WHERE id = $1', [seedIds.listener, isDemo]));
  await setDemo(true);
  try {
    const tries: [string, AskOptions][] = [
      ['/api/v1/connections/listenbrainz', { method: 'PUT', body: { externalName: 'ana' }, headers: json }],
      ['/api/v1/library/roots', post({ path: '/tmp' })],
      ['/api/v1/imports', { method: 'POST', body: Buffer.from('{}') }],
    ];
    for (const [path, options] of tries) {
      const { document } = await problem(path, options);
      expect([path, document.status]).toEqual([path, 409]);
      expect(document.remedy).toMatch(/npm run up -- --listenbrainz NAME/);
    }
  } finally {
    await setDemo(false);
  }
});

test('406: what is wanted cannot be given', async () => {
  expect((await problem('/api/v1/overview', { headers: { accept: 'text/html' } })).status).toBe(406);
  expect((await problem('/api/v1/events', { headers: { accept: 'application/json' } })).status).toBe(406);
  expect((await api.ask('/api/v1/overview', { headers: { accept: 'text/html, */*;q=0.1' } })).status).toBe(200);
});

describe('413', () => {
  test('a form larger than 256 kB, and one just within it', async () => {
    expect((await problem('/api/v1/tokens', post({ name: 'x'.repeat(270_000) }))).status).toBe(413);
    expect((await problem('/api/v1/tokens', post({ name: 'x'.repeat(250_000) }))).status).toBe(400);
  });
  test('a small body that inflates', async () => {
    const { gzipSync } = await import('node:zlib');
    const body = gzipSync(JSON.stringify({ name: 'x'.repeat(1_000_000) }));
    expect(
      (await problem('/api/v1/tokens', { method: 'POST', body, headers: { ...json, 'content-encoding': 'gzip' } }))
        .status,
    ).toBe(413);
  });
  test('a file that says it is too large, and one that does not', async () => {
    const body = Buffer.alloc(1024 * 1024 + 1);
    expect((await problem('/api/v1/imports', { method: 'POST', body })).document.detail).toMatch(/up to 1 MB/);
    const large = { method: 'POST', body: Buffer.alloc(32 * 1024 * 1024), headers: { 'transfer-encoding': 'chunked' } };
    expect((await problem('/api/v1/imports', large)).status).toBe(413);
  });
});

test('415: a body that is not read here', async () => {
  const unread: Record<string, string>[] = [
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    {},
    { 'content-type': 'application/json; charset=latin1' },
    { ...json, 'content-encoding': 'br2' },
  ];
  for (const headers of unread) {
    const answer = await problem('/api/v1/labels', { method: 'POST', body: JSON.stringify(label), headers });
    expect(answer.status).toBe(415);
  }
  const form = { method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=x' } };
  expect((await problem('/api/v1/imports', form)).document.remedy).toMatch(/--data-binary/);
});

test('429 with the seconds to wait, counted by listener and kind', async () => {
  const limited = await startTestApi(database.db, {
    now: () => SEED_NOW,
    deps: { limiter: createLimiter({ requests: 3, changes: 1, signIns: 1 }) },
  });
  try {
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await limited.ask('/api/v1/overview')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const change = await limited.ask('/api/v1/labels', post(label));
    expect(change.status).toBe(201);
    const refused = await limited.ask('/api/v1/labels', post(label));
    expect(refused.json).toMatchObject({ type: 'urn:sidetrack:problem:too-many-requests' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  } finally {
    await limited.close();
  }
});

test('503 while the database is away, and right again afterwards', async () => {
  const { openDatabase } = await import('@sidetrack/prisma');
  const nowhere = openDatabase('postgres://sidetrack_app:x@127.0.0.1:9/none');
  const cut = await startTestApi(nowhere, { now: () => SEED_NOW });
  try {
    const answer = await cut.ask('/api/v1/overview');
    expect(answer).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      json: { type: 'urn:sidetrack:problem:unavailable' },
    });
    expect(answer.text).not.toMatch(/127\.0\.0\.1:9/);
    expect(await cut.ask('/api/v1/health')).toMatchObject({
      status: 200,
      json: { status: 'degraded', checks: { database: { status: 'down' } } },
    });
  } finally {
    await cut.close();
    await nowhere.close();
  }
});

test('500 tells nothing of what went wrong inside', async () => {
  const broken = await startTestApi(database.db, {
    deps: {
      cache: {
        get: () => Promise.reject(new Error('secret path /x')),
        set: () => Promise.resolve(),
        state: () => 'memory',
      },
    },
  });
  try {
    const answer = await broken.ask('/api/v1/overview');
    expect(answer).toMatchObject({ status: 500, json: { type: 'urn:sidetrack:problem:fault' } });
    expect(answer.text).not.toContain('secret');
  } finally {
    await broken.close();
  }
});

test('bytes that are no HTTP end the connection and nothing else', async () => {
  await new Promise<void>((resolve) => {
    const socket = connect(api.port, '127.0.0.1', () => socket.write('\u0000\u0001garbage\r\n\r\n'));
    socket.on('close', () => resolve());
    socket.resume();
  });
  expect((await api.ask('/api/v1/health')).status).toBe(200);
});

test('X-Request-Id comes back where it is a plain word, else a new one', async () => {
  expect((await api.ask('/api/v1', { headers: { 'x-request-id': 'abc-1' } })).headers['x-request-id']).toBe('abc-1');
  for (const given of ['a b', 'x'.repeat(65), '{"a":1}']) {
    expect((await api.ask('/api/v1', { headers: { 'x-request-id': given } })).headers['x-request-id']).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  }
});
