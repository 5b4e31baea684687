import { createServer, request } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { forwardToApi, isApiPath, isScrobblingPath } from './forward-to-api.ts';

const servers: Server[] = [];

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

async function siteBefore(api: RequestListener): Promise<{ sitePort: number; apiPort: number }> {
  const apiPort = await listen(api);
  const sitePort = await listen((incoming, outgoing) =>
    forwardToApi(incoming, outgoing, `http://127.0.0.1:${apiPort}`),
  );
  return { sitePort, apiPort };
}

async function ask(
  port: number,
  options: { path?: string; method?: string; headers?: Record<string, string>; body?: string } = {},
) {
  const { body, ...rest } = options;
  const outgoing = request({ host: '127.0.0.1', port, path: '/api/v1/x', ...rest });
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

test('the host becomes the API’s; origin and fetch metadata go along; what belongs to the connection stays behind', async () => {
  const { sitePort, apiPort } = await siteBefore((incoming, outgoing) =>
    outgoing.end(JSON.stringify(incoming.headers)),
  );
  const { body } = await ask(sitePort, {
    headers: {
      host: 'localhost:8080',
      origin: 'http://localhost:8080',
      'sec-fetch-site': 'same-origin',
      authorization: 'Bearer st_x',
      cookie: 'sidetrack_session=x',
      'x-forwarded-for': '6.6.6.6',
      forwarded: 'for=6.6.6.6',
      'proxy-authorization': 'Basic x',
      'x-sidetrack-service-token': 'x',
      connection: 'close, x-hop',
      'x-hop': '1',
    },
  });
  const seen = JSON.parse(body) as Record<string, string>;
  expect(seen).toMatchObject({
    host: `127.0.0.1:${apiPort}`,
    origin: 'http://localhost:8080',
    'sec-fetch-site': 'same-origin',
    authorization: 'Bearer st_x',
  });
  for (const name of [
    'cookie',
    'x-forwarded-for',
    'forwarded',
    'proxy-authorization',
    'x-hop',
    'x-sidetrack-service-token',
  ])
    expect(seen).not.toHaveProperty(name);
});

test('method, query and body arrive, and status and headers come back', async () => {
  const { sitePort } = await siteBefore((incoming, outgoing) => {
    void text(incoming).then((body) => {
      outgoing.writeHead(202, { location: '/api/v1/jobs/1', 'content-type': 'application/json' });
      outgoing.end(JSON.stringify([incoming.method, incoming.url, body]));
    });
  });
  const answer = await ask(sitePort, { method: 'POST', path: '/api/v1/imports?name=a%20b', body: 'x'.repeat(100_000) });
  expect(answer).toMatchObject({ status: 202, headers: { location: '/api/v1/jobs/1' } });
  expect(JSON.parse(answer.body)).toEqual(['POST', '/api/v1/imports?name=a%20b', 'x'.repeat(100_000)]);
});

test('an event is passed on before the stream ends, and a reader who leaves ends it', async () => {
  let left: () => void = () => undefined;
  const hasLeft = new Promise<void>((resolve) => {
    left = resolve;
  });
  const { sitePort } = await siteBefore((incoming, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
    outgoing.write('event: job\n\n');
    incoming.on('close', left);
  });
  const reading = request({ host: '127.0.0.1', port: sitePort, path: '/api/v1/events' }).end();
  const [answer] = (await once(reading, 'response')) as [IncomingMessage];
  const [chunk] = (await once(answer, 'data')) as [Buffer];
  expect(chunk.toString()).toBe('event: job\n\n');
  reading.destroy();
  await hasLeft;
});

test('an answer that comes before the whole upload is passed on', async () => {
  const { sitePort } = await siteBefore((incoming, outgoing) => {
    incoming.once('data', () => {
      outgoing.writeHead(413, { connection: 'close' });
      outgoing.end('too much');
    });
  });
  const uploading = request({ host: '127.0.0.1', port: sitePort, path: '/api/v1/imports', method: 'POST' });
  uploading.on('error', () => undefined);
  uploading.write('x'.repeat(1000));
  const [answer] = (await once(uploading, 'response')) as [IncomingMessage];
  expect(answer.statusCode).toBe(413);
  uploading.destroy();
});

test('without an API the answer is a problem document that says what to do', async () => {
  const sitePort = await listen((incoming, outgoing) => forwardToApi(incoming, outgoing, 'http://127.0.0.1:1'));
  const answer = await ask(sitePort);
  expect(answer).toMatchObject({ status: 502, headers: { 'content-type': 'application/problem+json' } });
  expect(JSON.parse(answer.body)).toMatchObject({
    status: 502,
    remedy: expect.stringContaining('start SideTrack') as unknown,
  });
});

test.each([
  ['/api/v1', true],
  ['/api/v1/overview?x=1', true],
  ['/api/v10', false],
  ['/api/v2/overview', false],
  ['/api/v1/../internal/v1/work', false],
  ['/api/v1/%2e%2e/internal', false],
  ['/internal/v1/work', false],
  ['//evil.example/api/v1/overview', false],
  ['http://evil.example/api/v1/overview', false],
])('%s is a path of the API: %s', (path, expected) => {
  expect(isApiPath(path)).toBe(expected);
});

test.each([
  ['/1/submit-listens', true],
  ['/1/user/ana/listens?count=5', true],
  ['/1', false],
  ['/10/submit-listens', false],
  ['/1/../internal/v1/work', false],
  ['//1/submit-listens', false],
])('%s is a path that scrobblers push to: %s', (path, expected) => {
  expect(isScrobblingPath(path)).toBe(expected);
});
