import { createTestDatabase, SEED_NOW, seedApi, seedIds, startOpenId, startTestApi } from '@sidetrack/test';
import type { ApiAnswer, AskOptions, FakeOpenId, TestApi, TestDatabase } from '@sidetrack/test';
import { createLimiter } from './limits/limiter.ts';

const SITE = 'http://127.0.0.1:8999';
const ada = { sub: '1001', email: 'Ada@Example.org', name: 'Ada Løvelace' };
const bob = { sub: '1002', email: 'bob@music.example', name: 'Bob' };

let database: TestDatabase;
let provider: FakeOpenId;
let api: TestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  provider = await startOpenId({ redirectUri: `${SITE}/auth/google/callback` });
  api = await startTestApi(database.db, { env: envOf() });
});
beforeEach(async () => {
  await query(`DELETE FROM users WHERE google_sub IS NOT NULL`);
  Object.assign(provider, { account: ada, claims: {}, signsWithStrangeKey: false });
  provider.clearFaults();
});
afterAll(async () => {
  await Promise.all([api.close(), provider.stop()]);
  await database.drop();
});

const envOf = (): Record<string, string> => ({
  SIDETRACK_MODE: 'hosted',
  SIDETRACK_SECRET_KEY: 'k'.repeat(64),
  SIDETRACK_PUBLIC_URL: SITE,
  SIDETRACK_GOOGLE_ISSUER: provider.url,
  SIDETRACK_GOOGLE_CLIENT_ID: provider.clientId,
  SIDETRACK_GOOGLE_CLIENT_SECRET: provider.clientSecret,
  SIDETRACK_SIGN_UP_ALLOW: 'ada@example.org, @music.example',
});
const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(sql, values));
const internal = (path: string, body: object, options: AskOptions = {}): Promise<ApiAnswer> =>
  api.ask(`/internal/v1${path}`, { method: 'POST', body, ...options });

interface Begun {
  authorizationUrl: string;
  flow: string;
  state: string;
}
interface Finished {
  session: string;
  userId: string;
  next: string;
}
const begin = async (wish: object = {}): Promise<Begun> => {
  const { status, json } = await internal('/sign-in', { next: '/radar', timeZone: null, ...wish });
  expect(status).toBe(200);
  return json as Begun;
};
/** Goes to the provider as a browser would, and gives what it sends back. */
const visit = async ({ authorizationUrl }: Begun): Promise<Record<'state' | 'code' | 'error', string | null>> => {
  const answer = await fetch(authorizationUrl, { redirect: 'manual' });
  const { searchParams } = new URL(answer.headers.get('location')!);
  return { state: searchParams.get('state'), code: searchParams.get('code'), error: searchParams.get('error') };
};
const finish = async (begun: Begun, more: object = {}): Promise<ApiAnswer> =>
  internal('/sign-in/finish', { flow: begun.flow, formerSession: null, ...(await visit(begun)), ...more });
const signIn = async (wish: object = {}): Promise<Finished> => {
  const answer = await finish(await begin(wish));
  expect(answer).toMatchObject({ status: 201 });
  return answer.json as Finished;
};
const exchange = async (session: string): Promise<string> =>
  ((await internal('/session/exchange', { session })).json as { token: string }).token;
const withToken = async ({ session }: Finished): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await exchange(session)}`,
});
const refusal = (status: number, kind: string): object => ({ status, json: { type: `urn:sidetrack:problem:${kind}` } });

describe('signing in', () => {
  test('opens a session for a new listener, in the zone of their browser, and keeps neither address nor token', async () => {
    const { session, userId, next } = await signIn({ timeZone: 'Europe/Lisbon' });
    expect(next).toBe('/radar');
    const [row] = await query<{ text: string; time_zone: string; handle: string; display_name: string }>(
      'SELECT u::text AS text, u.time_zone, u.handle, u.display_name FROM users u WHERE id = $1',
      [userId],
    );
    expect(row).toMatchObject({
      time_zone: 'Europe/Lisbon',
      display_name: 'Ada Løvelace',
      handle: expect.stringMatching(/^ada-l-velace-[0-9a-f]{8}$/),
    });
    expect(row?.text).not.toMatch(/example\.org|access-token/i);
    expect(await query('SELECT FROM sessions WHERE id = $1', [session])).toEqual([]);
    const answer = await api.ask('/api/v1/overview', { headers: await withToken({ session, userId, next }) });
    expect(answer).toMatchObject({ status: 200, json: { listener: { displayName: 'Ada Løvelace' } } });
  });

  test('finds the listener again by the account alone, whatever its address is now', async () => {
    const first = await signIn();
    provider.account = { ...ada, email: 'elsewhere@nowhere.example' };
    expect((await signIn()).userId).toBe(first.userId);
  });

  test('two tabs at once make one listener and two sessions', async () => {
    const [one, other] = await Promise.all([signIn(), signIn()]);
    expect(one.userId).toBe(other.userId);
    expect(one.session).not.toBe(other.session);
  });

  test('a zone that is none is passed over', async () => {
    const { userId } = await signIn({ timeZone: 'Mars/Olympus' });
    expect(await query('SELECT time_zone FROM users WHERE id = $1', [userId])).toEqual([{ time_zone: 'UTC' }]);
  });

  test('reads the provider’s keys again when another one signs', async () => {
    await signIn();
    provider.changeKey();
    await signIn();
  });
});

describe('who may sign up', () => {
  test.each([
    ['the address on the list', ada, 201],
    ['a domain on the list', bob, 201],
    ['another address of the same domain', { sub: '1', email: 'eve@example.org' }, 403],
    ['a domain under the one on the list', { sub: '2', email: 'eve@sub.music.example' }, 403],
    ['a domain that ends like it', { sub: '3', email: 'eve@notmusic.example' }, 403],
    ['the domain in the wrong place', { sub: '4', email: '@music.example@evil.example' }, 403],
    ['no address', { sub: '5' }, 403],
    ['an address that nobody verified', { ...ada, sub: '6', emailVerified: false }, 403],
  ])('%s', async (_, account, status) => {
    provider.account = account;
    const answer = await finish(await begin());
    expect(answer).toMatchObject(status === 201 ? { status } : refusal(403, 'not-invited'));
    expect(await query('SELECT FROM users WHERE google_sub = $1', [account.sub])).toHaveLength(status === 201 ? 1 : 0);
  });

  test('nobody where there is no list, everybody where it says so', async () => {
    provider.account = { sub: '7' };
    for (const [list, status] of [
      ['', 403],
      ['*', 201],
    ] as const) {
      const other = await startTestApi(database.db, { env: { ...envOf(), SIDETRACK_SIGN_UP_ALLOW: list } });
      const begun = (await other.ask('/internal/v1/sign-in', { method: 'POST', body: { next: '/', timeZone: null } }))
        .json as Begun;
      const body = { flow: begun.flow, formerSession: null, ...(await visit(begun)) };
      expect(await other.ask('/internal/v1/sign-in/finish', { method: 'POST', body })).toMatchObject({ status });
      await other.close();
    }
  });

  test('whoever is suspended does not get in', async () => {
    const { userId, session } = await signIn();
    await query('UPDATE users SET suspended_at = now() WHERE id = $1', [userId]);
    expect(await finish(await begin())).toMatchObject(refusal(403, 'suspended'));
    expect(await internal('/session/exchange', { session })).toMatchObject(refusal(403, 'suspended'));
  });
});

describe('what is sent back', () => {
  test.each([
    ['a state of another sign-in', async () => ({ state: (await begin()).state })],
    ['no state', () => Promise.resolve({ state: '' })],
    ['a flow that was not made here', () => Promise.resolve({ flow: Buffer.alloc(200).toString('base64url') })],
    ['the flow of another browser', async () => ({ flow: (await begin()).flow })],
    ['a code that is none', () => Promise.resolve({ code: 'x' })],
  ])('%s: refused', async (_, more) => {
    expect(await finish(await begin(), await more())).toMatchObject(refusal(400, 'sign-in-expired'));
  });

  test('counts once', async () => {
    const begun = await begin();
    const body = { flow: begun.flow, formerSession: null, ...(await visit(begun)) };
    expect(await internal('/sign-in/finish', body)).toMatchObject({ status: 201 });
    expect(await internal('/sign-in/finish', body)).toMatchObject(refusal(400, 'sign-in-expired'));
  });

  test('counts for ten minutes', async () => {
    let now = Date.now();
    const slow = await startTestApi(database.db, { env: envOf(), now: () => new Date(now) });
    const begun = (await slow.ask('/internal/v1/sign-in', { method: 'POST', body: { next: '/', timeZone: null } }))
      .json as Begun;
    now += 600_001;
    const body = { flow: begun.flow, formerSession: null, ...(await visit(begun)) };
    expect(await slow.ask('/internal/v1/sign-in/finish', { method: 'POST', body })).toMatchObject(
      refusal(400, 'sign-in-expired'),
    );
    await slow.close();
  });

  test('called off at the provider', async () => {
    provider.account = null;
    expect(await finish(await begin())).toMatchObject(refusal(400, 'sign-in-cancelled'));
  });

  test.each<[string, object]>([
    ['of another issuer', { iss: 'https://evil.example' }],
    ['for another client', { aud: 'another-client' }],
    ['for several clients without saying for whom', { aud: ['sidetrack.apps.example', 'another'], azp: undefined }],
    ['authorized for another client', { azp: 'another-client' }],
    ['that is over', { exp: Math.floor(Date.now() / 1000) - 60 }],
    ['of the future', { iat: Math.floor(Date.now() / 1000) + 600 }],
    ['with another nonce', { nonce: 'another' }],
    ['without a nonce', { nonce: undefined }],
    ['without a subject', { sub: '' }],
  ])('an id token %s opens nothing', async (_, claims) => {
    provider.claims = { ...claims };
    expect(await finish(await begin())).toMatchObject(refusal(503, 'provider-unavailable'));
    expect(await query('SELECT FROM users WHERE google_sub IS NOT NULL')).toEqual([]);
  });

  test('an id token that another key signed opens nothing', async () => {
    provider.signsWithStrangeKey = true;
    expect(await finish(await begin())).toMatchObject(refusal(503, 'provider-unavailable'));
  });

  test.each([
    ['an error', { kind: 'status', status: 500 }],
    ['nonsense', { kind: 'garbage' }],
    ['nothing, and the connection breaks', { kind: 'reset' }],
  ] as const)('a provider that answers the code with %s: said so', async (_, fault) => {
    const begun = await begin();
    const back = await visit(begun);
    provider.failNext(1, fault);
    expect(await internal('/sign-in/finish', { flow: begun.flow, formerSession: null, ...back })).toMatchObject(
      refusal(503, 'provider-unavailable'),
    );
  });

  test('a provider that is down when it is first needed is asked again', async () => {
    const fresh = await startTestApi(database.db, { env: envOf() });
    const ask = (): Promise<ApiAnswer> =>
      fresh.ask('/internal/v1/sign-in', { method: 'POST', body: { next: '/', timeZone: null } });
    provider.failNext(1, { kind: 'status', status: 503 });
    expect(await ask()).toMatchObject(refusal(503, 'provider-unavailable'));
    expect(await ask()).toMatchObject({ status: 200 });
    await fresh.close();
  });
});

describe('a session', () => {
  test('gets a new secret at every sign-in, and the one that the browser had ends (fixation)', async () => {
    const before = await signIn();
    const answer = await finish(await begin(), { formerSession: before.session });
    const after = answer.json as Finished;
    expect(after.session).not.toBe(before.session);
    expect(await internal('/session/exchange', { session: before.session })).toMatchObject(refusal(401, 'signed-out'));
    // A secret that was put into the browser beforehand never becomes a session.
    const planted = 'A'.repeat(43);
    await finish(await begin(), { formerSession: planted });
    expect(await internal('/session/exchange', { session: planted })).toMatchObject(refusal(401, 'signed-out'));
  });

  test('is over when it was signed out, at once, also for tokens that are still about', async () => {
    const here = await signIn();
    const elsewhere = await signIn();
    const [headers, others] = [await withToken(here), await withToken(elsewhere)];
    expect(await internal('/session/end', { session: here.session, everywhere: false })).toMatchObject({ status: 204 });
    expect(await api.ask('/api/v1/overview', { headers })).toMatchObject(refusal(401, 'signed-out'));
    expect(await api.ask('/api/v1/overview', { headers: others })).toMatchObject({ status: 200 });
  });

  test('ends with all others of the listener, and with nobody else’s, when they sign out everywhere', async () => {
    const [one, other] = [await signIn(), await signIn()];
    provider.account = bob;
    const bobs = await signIn();
    await internal('/session/end', { session: one.session, everywhere: true });
    for (const { session } of [one, other])
      expect(await internal('/session/exchange', { session })).toMatchObject(refusal(401, 'signed-out'));
    expect(await internal('/session/exchange', { session: bobs.session })).toMatchObject({ status: 200 });
  });

  test('is over when its listener is deleted, and shut while they are suspended', async () => {
    const signedIn = await signIn();
    const headers = await withToken(signedIn);
    await query('UPDATE users SET suspended_at = now() WHERE id = $1', [signedIn.userId]);
    expect(await api.ask('/api/v1/overview', { headers })).toMatchObject(refusal(403, 'suspended'));
    await query('DELETE FROM users WHERE id = $1', [signedIn.userId]);
    expect(await api.ask('/api/v1/overview', { headers })).toMatchObject(refusal(401, 'signed-out'));
    expect(await internal('/session/exchange', { session: signedIn.session })).toMatchObject(
      refusal(401, 'signed-out'),
    );
  });

  test('is over after 30 days without a visit, and each visit in the second half puts that off', async () => {
    const { session, userId } = await signIn();
    const end = (days: number) =>
      query(`UPDATE sessions SET expires_at = now() + make_interval(days => $2) WHERE user_id = $1`, [userId, days]);
    await end(20);
    expect(await internal('/session/exchange', { session })).toMatchObject({ json: { renewedUntil: null } });
    await end(10);
    expect(await internal('/session/exchange', { session })).toMatchObject({
      json: { renewedUntil: expect.stringMatching(/^\d{4}-/), seconds: 60 },
    });
    await end(-1);
    expect(await internal('/session/exchange', { session })).toMatchObject(refusal(401, 'signed-out'));
  });

  test('opens a stream of events that ends with it', async () => {
    const signedIn = await signIn();
    const stream = await fetch(`${api.url}/api/v1/events`, { headers: await withToken(signedIn) });
    expect(stream.status).toBe(200);
    const whole = stream.text();
    await internal('/session/end', { session: signedIn.session, everywhere: false });
    expect(await whole).toContain('retry: 2000');
  });
});

describe('a session’s token', () => {
  const tampered = (token: string, change: (claims: Record<string, unknown>) => object): string => {
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    return [header, Buffer.from(JSON.stringify(change(claims))).toString('base64url'), signature].join('.');
  };
  const unsigned = (token: string): string => {
    const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    return `${header}.${token.split('.')[1] ?? ''}.x`;
  };

  test('counts as it was made and in no other form', async () => {
    const token = await exchange((await signIn()).session);
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<
      string,
      number | string
    >;
    expect(claims).toMatchObject({ aud: 'sidetrack-api', iss: 'sidetrack' });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(60);
    for (const other of [
      tampered(token, (known) => ({ ...known, sub: seedIds.other })),
      tampered(token, (known) => ({ ...known, exp: 9_999_999_999 })),
      unsigned(token),
      `${token.slice(0, -4)}AAAA`,
    ]) {
      const headers = { authorization: `Bearer ${other}` };
      expect(await api.ask('/api/v1/overview', { headers })).toMatchObject(refusal(401, 'signed-out'));
    }
  });

  test('is over after a minute', async () => {
    let now = Date.now();
    const slow = await startTestApi(database.db, { env: envOf(), now: () => new Date(now) });
    const headers = await withToken(await signIn());
    expect(await slow.ask('/api/v1/overview', { headers })).toMatchObject({ status: 200 });
    now += 60_000;
    expect(await slow.ask('/api/v1/overview', { headers })).toMatchObject(refusal(401, 'signed-out'));
    await slow.close();
  });

  test('of another installation opens nothing', async () => {
    const headers = await withToken(await signIn());
    const other = await startTestApi(database.db, { env: { ...envOf(), SIDETRACK_SECRET_KEY: 'x'.repeat(64) } });
    expect(await other.ask('/api/v1/overview', { headers })).toMatchObject(refusal(401, 'signed-out'));
    await other.close();
  });

  test('X-User-Id counts only where it names who is signed in', async () => {
    const signedIn = await signIn();
    const headers = await withToken(signedIn);
    expect(await api.ask('/api/v1/overview', { headers: { ...headers, 'x-user-id': signedIn.userId } })).toMatchObject({
      status: 200,
    });
    for (const claimed of [seedIds.other, seedIds.listener, 'local', '*'])
      expect(await api.ask('/api/v1/overview', { headers: { ...headers, 'x-user-id': claimed } })).toMatchObject(
        refusal(403, 'another-listener'),
      );
  });
});

describe('a request that changes something in a session', () => {
  const change: AskOptions = { method: 'PUT', body: { externalName: 'ana' } };
  const CHANGE = '/api/v1/connections/lastfm';

  test.each<[string, Record<string, string>]>([
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from a sibling of the site', { 'sec-fetch-site': 'same-site', origin: SITE }],
    [
      'from another origin, of a browser without Sec-Fetch-Site',
      { 'sec-fetch-site': '', origin: 'https://evil.example' },
    ],
    ['from the address that the API itself listens on', { 'sec-fetch-site': '', origin: 'http://127.0.0.1' }],
  ])('%s: refused (CSRF)', async (_, headers) => {
    const session = await withToken(await signIn());
    const given = Object.fromEntries(Object.entries({ ...session, ...headers }).filter(([, value]) => value !== ''));
    const answer = await api.ask(CHANGE, { ...change, headers: given, withoutSite: headers['sec-fetch-site'] === '' });
    expect(answer).toMatchObject({ status: 403, json: { type: 'urn:sidetrack:problem:foreign-origin' } });
  });

  test('from the dashboard: passes', async () => {
    const headers = await withToken(await signIn());
    expect(await api.ask(CHANGE, { ...change, headers })).toMatchObject({ status: 200 });
  });
});

test('each address may take 20 steps of signing in a minute', async () => {
  const limited = await startTestApi(database.db, {
    env: envOf(),
    deps: { limiter: createLimiter({ requests: 5, changes: 5, signIns: 2 }) },
  });
  const ask = (address: string, path = 'sign-in', body: object = { next: '/', timeZone: null }): Promise<ApiAnswer> =>
    limited.ask(`/internal/v1/${path}`, { method: 'POST', body, headers: { 'x-forwarded-for': address } });
  expect([await ask('192.0.2.1'), await ask('192.0.2.1')]).toMatchObject([{ status: 200 }, { status: 200 }]);
  const answer = await ask('192.0.2.1');
  expect(answer).toMatchObject(refusal(429, 'too-many-requests'));
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(await ask('192.0.2.2')).toMatchObject({ status: 200 });
  // Guesses at sessions are counted too; the sessions that there are pass.
  const { session } = await signIn();
  for (let count = 0; count < 5; count += 1)
    expect(await ask('192.0.2.3', 'session/exchange', { session: 'x' })).toMatchObject({ status: 401 });
  expect(await ask('192.0.2.3', 'session/exchange', { session: 'x' })).toMatchObject({ status: 429 });
  expect(await ask('192.0.2.3', 'session/exchange', { session })).toMatchObject({ status: 200 });
  await limited.close();
});

test('on a laptop, and without a Google client, there is nothing of it', async () => {
  for (const more of [
    { SIDETRACK_MODE: 'laptop' },
    { SIDETRACK_GOOGLE_CLIENT_ID: '', SIDETRACK_GOOGLE_CLIENT_SECRET: '' },
  ]) {
    const plain = await startTestApi(database.db, { env: { ...envOf(), ...more }, now: () => SEED_NOW });
    for (const path of ['sign-in', 'sign-in/finish', 'session/exchange', 'session/end'])
      expect(await plain.ask(`/internal/v1/${path}`, { method: 'POST', body: {} })).toMatchObject({ status: 404 });
    await plain.close();
  }
});
