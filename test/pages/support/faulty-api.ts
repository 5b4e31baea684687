import { createServer, request as openRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * How the API does: well; each answer late; cut off before it answers; too many requests; cut off in the middle of the next long
 * body, and down from then on.
 */
export type Health = 'well' | 'slow' | 'down' | 'limited' | 'breaking';

export interface FaultyApi {
  readonly url: string;
  health: Health;
  close(): Promise<void>;
}

const SLOW_MS = 1500;
const BREAKS_AFTER_BYTES = 1_500_000;
const ARRIVES_WITHIN_MS = 300;

/** Stands between the site and a real API, and can make it fail as an API in trouble does. */
export async function startFaultyApi(apiUrl: string): Promise<FaultyApi> {
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: FaultyApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    health: 'well',
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (self.health === 'down') {
      incoming.socket.destroy();
      return;
    }
    if (self.health === 'limited') {
      tooMany(outgoing);
      return;
    }
    if (self.health === 'slow') await delay(SLOW_MS);
    const target = new URL(apiUrl);
    const upstream = openRequest(
      {
        host: target.hostname,
        port: target.port,
        path: incoming.url,
        method: incoming.method,
        headers: { ...incoming.headers, host: target.host },
        agent: false,
      },
      (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        outgoing.flushHeaders();
        response.pipe(outgoing);
      },
    );
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    let passed = 0;
    incoming.on('data', (chunk: Buffer) => {
      passed += chunk.length;
      if (self.health !== 'breaking' || passed < BREAKS_AFTER_BYTES) return;
      self.health = 'down';
      incoming.unpipe(upstream);
      // What was passed on is to arrive: a wire breaks behind it, and does not swallow it.
      void delay(ARRIVES_WITHIN_MS).then(() => {
        upstream.destroy();
        incoming.socket.destroy();
      });
    });
    incoming.pipe(upstream);
  }
}

/** As the API itself answers who asks too often. */
function tooMany(outgoing: ServerResponse): void {
  outgoing.writeHead(429, { 'content-type': 'application/problem+json', 'retry-after': '7' });
  outgoing.end(
    JSON.stringify({
      type: 'about:blank',
      title: 'Too many requests',
      status: 429,
      detail: 'The limit of requests in a minute is reached.',
      remedy: 'Come back in 7 seconds.',
    }),
  );
}
