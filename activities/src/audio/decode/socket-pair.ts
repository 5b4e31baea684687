import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { OnReadOpts, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SocketPair {
  /** Reads into the given buffers. */
  near: Socket;
  /** For the child process. */
  far: Socket;
}

/**
 * Two connected sockets. What Node makes for the output of a child allocates memory for each read, which costs three times as much as
 * reading into the same buffers. Only its owner can reach the folder in which they meet, and it is gone when they have met.
 */
export async function socketPair(onread: OnReadOpts): Promise<SocketPair> {
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-'));
  const path = join(folder, 'decoder');
  const server = createServer({ pauseOnConnect: true });
  try {
    server.listen(path);
    await once(server, 'listening');
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const near = connect({ path, onread });
    const [[far]] = await Promise.all([accepted, once(near, 'connect')]);
    return { near, far };
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
