import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { readStaticFiles, serveStaticFile } from './static-files.ts';

const SCRIPT = `console.log('${'x'.repeat(1000)}');`;
let folder: string;
let server: Server;
let origin: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidetrack-static-'));
  mkdirSync(join(folder, '_astro'));
  writeFileSync(join(folder, '_astro/page.abc.js'), SCRIPT);
  writeFileSync(join(folder, '_astro/page.abc.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(folder, '_astro/page.abc.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>');
  writeFileSync(join(folder, 'secret.key'), 'not for anybody');
  const files = readStaticFiles(folder);
  server = createServer((request, response) => {
    if (!serveStaticFile(files, request, response)) response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});
const get = (path: string, headers: Record<string, string> = {}) => fetch(origin + path, { headers });

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['identity', null],
])('a browser that accepts %s gets %s, and the same script', async (accepted, encoding) => {
  const answer = await get('/_astro/page.abc.js', { 'accept-encoding': accepted });
  expect(answer.headers.get('content-encoding')).toBe(encoding);
  expect(answer.headers.get('vary')).toBe('accept-encoding');
  expect(await answer.text()).toBe(SCRIPT);
});

test('what has its hash in its name is kept for good, the rest is asked for again', async () => {
  const script = await get('/_astro/page.abc.js?v=1');
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const icon = await get('/favicon.svg');
  expect(icon.headers.get('cache-control')).toBe('public, max-age=3600');
  const again = await get('/favicon.svg', { 'if-none-match': icon.headers.get('etag') ?? '' });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test.each(['/_astro/page.abc.js.br', '/secret.key', '/../package.json', '/_astro/', '/nothing.js'])(
  '%s is not served',
  async (path) => {
    expect((await get(path)).status).toBe(404);
  },
);

test('nothing is written', async () => {
  expect((await fetch(`${origin}/favicon.svg`, { method: 'POST' })).status).toBe(404);
});
