import { createServer, get } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import { brotliDecompressSync } from 'node:zlib';
import { compressPage } from './compress-page.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function ask(answer: RequestListener, accepted = 'br'): Promise<IncomingMessage> {
  const server = createServer((request, response) => {
    compressPage(request, response);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const asked = get({ host: '127.0.0.1', port, headers: { 'accept-encoding': accepted } });
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return response;
}

const page = '<!doctype html><title>SideTrack</title>'.repeat(50);

test('a page is compressed, whole, and with its own headers', async () => {
  const response = await ask((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html', 'content-length': page.length, 'x-own': '1' });
    answer.write(page.slice(0, 100));
    answer.end(page.slice(100));
  });
  expect(response.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding', 'x-own': '1' });
  expect(response.headers).not.toHaveProperty('content-length');
  const body = await buffer(response);
  expect(body.length).toBeLessThan(page.length / 5);
  expect(brotliDecompressSync(body).toString()).toBe(page);
});

test('what was written goes out before the page is whole', async () => {
  const response = await ask((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html' });
    answer.write(page);
  });
  const [chunk] = (await once(response, 'data')) as [Buffer];
  expect(chunk.length).toBeGreaterThan(0);
  response.destroy();
});

test('a page that is given up midway is broken off, not left open', async () => {
  const response = await ask((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html' });
    answer.write(page);
    answer.write('Internal server error', () => answer.destroy());
  });
  await expect(buffer(response)).rejects.toThrow('aborted');
});

test('a reader who leaves ends it, and what is written afterwards is dropped', async () => {
  let left: () => void = () => undefined;
  const hasLeft = new Promise<void>((resolve) => {
    left = resolve;
  });
  const response = await ask((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html' });
    answer.write(page);
    answer.on('close', () => {
      answer.write(page);
      answer.end(page);
      left();
    });
  });
  response.destroy();
  await hasLeft;
});

test.each<[string, number, string, string]>([
  ['an image', 200, 'image/png', 'br'],
  ['an answer without a body', 304, 'text/html', 'br'],
  ['a page for a browser that takes no compression', 200, 'text/html', 'identity'],
])('%s is left as it is', async (_, status, type, accepted) => {
  const response = await ask((_request, answer) => {
    answer.writeHead(status, { 'content-type': type });
    answer.end(status === 304 ? undefined : 'as it is');
  }, accepted);
  expect(response.headers['content-encoding']).toBeUndefined();
  expect(await text(response)).toBe(status === 304 ? '' : 'as it is');
});
