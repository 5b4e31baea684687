import { createServer, request } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { openAccount } from './account.ts';
import type { Account } from './account.ts';
import { answerHosted } from './hosted-answer.ts';
import { dropPageHeaders } from './page-headers.ts';

const SESSION = '__Host-sidetrack_session=secret';
const servers: Server[] = [];
/** What the API says to an exchange, and what it was asked. */
let exchange: { status: number; body: object };
let exchanges: number;
let port: number;

beforeEach(async () => {
  exchange = { status: 200, body: { token: 'a.b.c', userId: 'ana', seconds: 60, renewedUntil: null } };
  exchanges = 0;
  const apiPort = await listen((incoming, outgoing) => {
    if (incoming.url === '/internal/v1/session/exchange') {
      exchanges += 1;
      outgoing.statusCode = exchange.status;
      outgoing.end(JSON.stringify(exchange.body));
    } else outgoing.end(incoming.url?.startsWith('/internal') === true ? '{}' : JSON.stringify(incoming.headers));
  });
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const settings = {
    host: '',
    port: 0,
    mode: 'hosted',
    publicUrl: 'https://music.example',
    proxyHops: 0,
    lifeline: false,
  } as const;
  const account = openAccount({ ...settings, apiUrl }) as Account;
  port = await listen((incoming, outgoing) => {
    dropPageHeaders(incoming.headers);
    const pages = (page: IncomingMessage) => void outgoing.end(JSON.stringify(page.headers));
    void answerHosted(incoming, outgoing, { account, apiUrl, pages });
  });
});
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const outgoing = request({ host: '127.0.0.1', port, path, headers, method });
  outgoing.end();
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  const body = await text(answer);
  const seen = (body.startsWith('{') ? JSON.parse(body) : {}) as Record<string, string | number | undefined>;
  return { status: answer.statusCode, headers: answer.headers, seen };
}

test('the API is shown a token and whose it is in place of the cookie', async () => {
  const { seen } = await ask('/api/v1/overview', { cookie: SESSION });
  expect(seen).toMatchObject({ authorization: 'Bearer a.b.c', 'x-user-id': 'ana' });
  expect(seen).not.toHaveProperty('cookie');
});

test('whose page it is goes on as it was said, for the API to judge', async () => {
  const { seen } = await ask('/api/v1/overview', { cookie: SESSION, 'x-user-id': 'ben' });
  expect(seen['x-user-id']).toBe('ben');
});

test('a token that the request brings counts instead, and the cookie is not looked at', async () => {
  const { seen } = await ask('/api/v1/overview', { cookie: SESSION, authorization: 'Bearer st_x' });
  expect([seen['authorization'], seen['x-user-id'], exchanges]).toEqual(['Bearer st_x', undefined, 0]);
});

test.each<[string, Record<string, string>, number | undefined]>([
  ['the dashboard', { 'sec-fetch-site': 'same-origin' }, 200],
  ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['something that does not say', {}, 403],
])('a change from %s', async (_, headers, status) => {
  expect((await ask('/api/v1/tokens', { cookie: SESSION, ...headers }, 'POST')).status).toBe(status);
});

test('a session that is over takes its cookie with it; pages learn where to sign in', async () => {
  exchange = { status: 401, body: { type: 'urn:sidetrack:problem:signed-out' } };
  const api = await ask('/api/v1/overview', { cookie: SESSION });
  expect(api).toMatchObject({ status: 401, seen: { title: 'You are signed out' } });
  expect(api.headers['set-cookie']).toEqual([
    expect.stringMatching(/^__Host-sidetrack_session=; .*Max-Age=0.*Secure$/),
  ]);
  const page = await ask('/radar?week=2026-W40', { cookie: SESSION });
  expect(page.seen).toMatchObject({ 'x-sidetrack-sign-in': '/sign-in?next=%2Fradar%3Fweek%3D2026-W40' });
  expect(page.seen).not.toHaveProperty('authorization');
});

test('a session whose end was put off has its cookie written anew, with pages and data alike', async () => {
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
  exchange = { status: 200, body: { token: 'a.b.c', userId: 'ana', renewedUntil: until } };
  const { headers } = await ask('/', { cookie: SESSION });
  expect(headers['set-cookie']).toEqual([
    expect.stringMatching(
      /^__Host-sidetrack_session=secret; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure$/,
    ),
  ]);
});

test('whoever is suspended is sent where it is said', async () => {
  exchange = { status: 403, body: { type: 'urn:sidetrack:problem:suspended' } };
  expect((await ask('/radar', { cookie: SESSION })).headers.location).toBe('/sign-in?trouble=suspended');
  expect((await ask('/sign-in', { cookie: SESSION })).status).toBe(200);
  expect((await ask('/api/v1/overview', { cookie: SESSION })).status).toBe(403);
});

test('while the API is away nobody is signed out', async () => {
  exchange = { status: 500, body: {} };
  const { status, headers } = await ask('/api/v1/overview', { cookie: SESSION });
  expect([status, headers['set-cookie']]).toEqual([502, undefined]);
});

test('no browser says for itself who is signed in', async () => {
  const { seen } = await ask('/', { 'x-sidetrack-signed-in': 'ben', 'x-sidetrack-sign-in': 'https://evil.example' });
  expect(seen['x-sidetrack-signed-in']).toBeUndefined();
  expect(seen['x-sidetrack-sign-in']).toBe('/sign-in');
});

test('pages are kept by no cache; files are, and need no exchange', async () => {
  expect((await ask('/', { cookie: SESSION })).headers['cache-control']).toBe('private, no-store');
  const before = exchanges;
  expect((await ask('/_astro/page.js', { cookie: SESSION })).headers['cache-control']).toBeUndefined();
  expect(exchanges).toBe(before);
});

test.each(['//evil.example/', '/auth/other', '/auth/sign-out'])(
  '%s is a page like any other, which is not there',
  async (path) => {
    expect((await ask(path)).status).toBe(200);
  },
);
