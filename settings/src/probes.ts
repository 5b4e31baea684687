import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Probes {
  readonly port: number;
  close(): void;
}

export interface ProbeOptions {
  readonly port: number;
  readonly host: string;
  /** Null when the process can do its work; else why not, in a sentence. */
  readonly notReady: () => Promise<string | null> | string | null;
  /** What a scraper of Prometheus is told. */
  readonly metrics: () => Promise<{ type: string; text: string }>;
}

/**
 * Tells an orchestrator how this process is, on a port of its own that no user reaches: /healthz (it runs), /readyz (it can
 * work; else 503 and why), /metrics. Any Host header will do: probes come by the address of the pod.
 */
export async function serveProbes({ port, host, notReady, metrics }: ProbeOptions): Promise<Probes> {
  const answers: Record<string, (response: ServerResponse) => Promise<void>> = {
    '/healthz': (response) => {
      say(response, 200, 'ok');
      return Promise.resolve();
    },
    '/readyz': async (response) => {
      const reason = await notReady();
      say(response, reason === null ? 200 : 503, reason ?? 'ready');
    },
    '/metrics': async (response) => {
      const { type, text } = await metrics();
      say(response, 200, text, type);
    },
  };
  const server = createServer((request, response) => {
    const answer = answers[request.url?.split('?', 1)[0] ?? ''];
    if (answer === undefined) say(response, 404, 'There are /healthz, /readyz and /metrics here.');
    else answer(response).catch((error: unknown) => say(response, 503, String(error)));
  });
  await listen(server, port, host);
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          `The probes cannot be served on ${host}:${port}: ${error.message}. Set SIDETRACK_PROBE_PORT to a free port.`,
        ),
      ),
    );
    server.listen(port, host, resolve);
  });
}

function say(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(text.endsWith('\n') ? text : `${text}\n`);
}
