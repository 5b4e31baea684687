import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Deps } from '../deps.ts';
import { createApp } from './app.ts';

/** How long open requests may take to end once the API was told to stop. */
const GRACE_MS = 5000;

export interface RunningApi {
  readonly port: number;
  /** Takes no new requests, ends streams, lets the others finish for some seconds. */
  close(): Promise<void>;
}

/** The port is taken, or this address cannot be listened on. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Serves the API. @throws ListenError with one sentence that says what to do */
export async function serveApi(deps: Deps, { host, port }: { host: string; port: number }): Promise<RunningApi> {
  let listening = port;
  const server = createServer(createApp(deps, () => listening));
  // An upload takes as long as it takes; headers must come within Node's own minute.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ListenError(sentence(error, host, port), { cause: error })),
    );
    server.listen(port, host, resolve);
  });
  listening = (server.address() as AddressInfo).port;
  return {
    port: listening,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      deps.events.close();
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(late);
    },
  };
}

function sentence({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use. Stop the program that uses it, or set SIDETRACK_API_PORT to another one.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Set SIDETRACK_API_PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is no address of this machine. Set SIDETRACK_HOST to one that is, such as 127.0.0.1.`;
  return `The API cannot listen on ${host}:${port}: ${message}.`;
}
