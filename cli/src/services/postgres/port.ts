import { createServer } from 'node:net';

/** Whether nobody listens on this port of the loopback address. */
export async function isFree(port: number): Promise<boolean> {
  return (await probe(port)) !== undefined;
}

/** A port that is free at this moment, preferably the given one. */
export async function freePort(preferred?: number): Promise<number> {
  const port = (preferred === undefined ? undefined : await probe(preferred)) ?? (await probe(0));
  if (port === undefined) throw new Error('no free port on 127.0.0.1');
  return port;
}

function probe(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
