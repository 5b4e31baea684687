import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

export interface ProbesOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  registry: Registry;
  /** What keeps the process from being healthy or ready, in words; none means it is. */
  health: () => string[];
  readiness: () => string[];
}

/** Serves /healthz, /readyz (both 200, or 503 with the reasons) and /metrics. */
export async function serveProbes({
  host,
  port,
  registry,
  health,
  readiness,
}: ProbesOptions): Promise<{ server: Server; port: number }> {
  const answers: Record<string, () => Promise<{ code: number; type: string; text: string }>> = {
    '/healthz': () => Promise.resolve(verdict(health())),
    '/readyz': () => Promise.resolve(verdict(readiness())),
    '/metrics': async () => ({ code: 200, type: registry.contentType, text: await registry.metrics() }),
  };
  const server = createServer((request, response) => {
    const answer = answers[(request.url ?? '').split('?')[0]!];
    const notFound = { code: 404, type: 'text/plain', text: 'Here are /healthz, /readyz and /metrics.\n' };
    (answer?.() ?? Promise.resolve(notFound)).then(
      ({ code, type, text }) => response.writeHead(code, { 'content-type': type }).end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

const verdict = (reasons: string[]) => ({
  code: reasons.length === 0 ? 200 : 503,
  type: 'text/plain',
  text: reasons.length === 0 ? 'ok\n' : `${reasons.join('\n')}\n`,
});
