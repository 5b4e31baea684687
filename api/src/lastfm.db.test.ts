import { connectionOwner, openCredential } from '@sidetrack/settings';
import { createTestDatabase, SEED_NOW, seedApi, seedIds, startFakes, startTestApi } from '@sidetrack/test';
import type { Fakes, TestApi, TestDatabase } from '@sidetrack/test';

const secretKey = 'a key of at least thirty-two characters';
let database: TestDatabase;
let fakes: Fakes;
let lastfm: Fakes['lastfm'];
let api: TestApi;
let now: Date;

beforeEach(async () => {
  now = SEED_NOW;
  database = await createTestDatabase();
  await seedApi(database.db);
  const authTokens = { fresh: 'allowed', refused: 'not allowed', old: 'expired' } as const;
  fakes = await startFakes({ lastfm: { apiKey: 'KEY', secret: 'SECRET', authTokens } });
  lastfm = fakes.lastfm;
  api = await startTestApi(database.db, { now: () => now, env: envOf('SECRET'), deps: { fetch } });
});
afterEach(async () => {
  await Promise.all([api.close(), fakes.stop()]);
  await database.drop();
});

const envOf = (secret: string): Record<string, string> => ({
  SIDETRACK_SECRET_KEY: secretKey,
  SIDETRACK_LASTFM_API_KEY: 'KEY',
  SIDETRACK_LASTFM_API_SECRET: secret,
  SIDETRACK_LASTFM_URL: `${lastfm.url}/2.0/`,
});
const begin = (from: TestApi = api) => from.ask('/api/v1/connections/lastfm/authorization', { method: 'POST' });
const end = (body: object, from: TestApi = api) =>
  from.ask('/api/v1/connections/lastfm/session', { method: 'POST', body });
const stored = () =>
  database.db.asService((tx) =>
    tx.query<{ name: string; credential: Uint8Array; keyId: string }>(
      `SELECT external_name AS name, credential, credential_key_id AS "keyId" FROM connections WHERE user_id = $1 AND service = 'lastfm'`,
      [seedIds.listener],
    ),
  );
async function freshState(): Promise<string> {
  const { url } = (await begin()).json as { url: string };
  return new URL(new URL(url).searchParams.get('cb')!).searchParams.get('state')!;
}

test('the whole way: to Last.fm, back with a token, and the session key is kept encrypted', async () => {
  const begun = await api.ask('/api/v1/connections/lastfm/authorization', {
    method: 'POST',
    headers: { origin: 'http://127.0.0.1:9123' },
  });
  expect(begun).toMatchObject({ status: 200, json: { expiresAt: '2026-11-18T21:30:00.000Z' } });
  const { url } = begun.json as { url: string };
  expect(url).toMatch(`${lastfm.url}/api/auth/?api_key=KEY&cb=http%3A%2F%2F127.0.0.1%3A9123%2Fsettings%2Flastfm`);
  const back = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location')!);
  expect(back.pathname).toBe('/settings/lastfm');

  const answer = await end(Object.fromEntries(back.searchParams));
  expect(answer).toMatchObject({
    status: 200,
    json: { service: 'lastfm', externalName: 'listener', hasCredential: true, state: 'active' },
  });
  expect(answer.text).not.toContain('session-key');
  const [row] = await stored();
  expect(Buffer.from(row!.credential).toString('latin1')).not.toContain('session-key');
  const sealed = { credential: row!.credential, keyId: row!.keyId };
  expect(openCredential(sealed, secretKey, connectionOwner(seedIds.listener, 'lastfm'))).toBe('session-key');
});

describe('a token that Last.fm refuses connects nothing, and says what to do', () => {
  test.each([
    ['unknown', 'used already', 'Begin again'],
    ['refused', 'not allowed', 'Yes, allow access'],
    ['old', 'expired', 'Begin again'],
  ])('%s', async (token, detail, remedy) => {
    expect(await end({ state: await freshState(), token })).toMatchObject({
      status: 409,
      json: { detail: expect.stringContaining(detail), remedy: expect.stringContaining(remedy) },
    });
    expect(await stored()).toEqual([]);
  });

  test('that was used already', async () => {
    const state = await freshState();
    expect(await end({ state, token: 'fresh' })).toMatchObject({ status: 200 });
    expect(await end({ state, token: 'fresh' })).toMatchObject({ status: 409 });
  });

  test('under a secret that is not the key’s', async () => {
    const wrong = await startTestApi(database.db, { now: () => now, env: envOf('WRONG'), deps: { fetch } });
    expect(await end({ state: await freshState(), token: 'fresh' }, wrong)).toMatchObject({
      status: 409,
      json: { remedy: expect.stringContaining('SIDETRACK_LASTFM_API_SECRET') },
    });
    await wrong.close();
  });

  test.each([8, 11, 16, 29])('at error %i, which passes, with 503', async (code) => {
    lastfm.errorNext(1, code, 'Try again');
    expect(await end({ state: await freshState(), token: 'fresh' })).toMatchObject({ status: 503 });
  });

  test('when Last.fm is down, with 503, and the token serves later', async () => {
    const state = await freshState();
    lastfm.failNext(1, { kind: 'reset' });
    expect(await end({ state, token: 'fresh' })).toMatchObject({
      status: 503,
      json: { title: 'Last.fm does not answer' },
    });
    expect(await end({ state, token: 'fresh' })).toMatchObject({ status: 200 });
  });
});

describe('who did not begin cannot end', () => {
  const refused = { status: 409, json: { detail: 'You did not begin this here, or more than an hour ago.' } };

  test('with what another listener began', async () => {
    const { token } = (await api.ask('/api/v1/tokens', { method: 'POST', body: { name: 'x', scopes: ['write'] } }))
      .json as { token: string };
    await database.db.asService((tx) =>
      tx.query('UPDATE api_tokens SET user_id = $1 WHERE name = $2', [seedIds.other, 'x']),
    );
    const answer = await api.ask('/api/v1/connections/lastfm/session', {
      method: 'POST',
      body: { state: await freshState(), token: 'fresh' },
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer).toMatchObject(refused);
    expect(lastfm.requests).toEqual([]);
  });

  test('after an hour, or with what nobody began', async () => {
    const state = await freshState();
    now = new Date(SEED_NOW.getTime() + 3_600_000);
    expect(await end({ state, token: 'fresh' })).toMatchObject(refused);
    expect(await end({ state: 'made-up', token: 'fresh' })).toMatchObject(refused);
    expect(lastfm.requests).toEqual([]);
  });
});

test('without a key and a secret nothing begins, and it says what is missing', async () => {
  const without = await startTestApi(database.db, { now: () => now, env: { SIDETRACK_SECRET_KEY: secretKey } });
  expect(await begin(without)).toMatchObject({
    status: 409,
    json: { detail: expect.stringContaining('SIDETRACK_LASTFM_API_KEY and SIDETRACK_LASTFM_API_SECRET') },
  });
  await without.close();
});

test('a foreign origin is not where Last.fm sends anybody', async () => {
  const answer = await api.ask('/api/v1/connections/lastfm/authorization', {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
  });
  const { url } = answer.json as { url: string };
  expect(new URL(url).searchParams.get('cb')).toMatch(/^http:\/\/127\.0\.0\.1:8080\/settings\/lastfm/u);
});
