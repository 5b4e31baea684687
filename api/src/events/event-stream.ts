import type { Request, Response } from 'express';

const HEARTBEAT_MS = 15_000;
/** What may wait for a client that reads slowly before it is let go; it comes back by itself and asks anew. */
const MAX_WAITING_BYTES = 256 * 1024;

export interface EventStream {
  send(event: string, data: unknown): void;
  /** A client that comes back after it lost the stream: it may have missed something. */
  readonly isReturning: boolean;
  onClose(callback: () => void): void;
  end(): void;
}

/**
 * Turns an answer into a stream of server-sent events (WHATWG HTML, section 9.2). Comments keep proxies from closing it.
 * A slow client holds up nobody: beyond 256 kB waiting it is disconnected. Undefined for HEAD, which has been answered.
 */
export function openEventStream(request: Request, response: Response): EventStream | undefined {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  if (request.method === 'HEAD') {
    response.end();
    return undefined;
  }
  request.socket.setKeepAlive(true);
  response.flushHeaders();
  let number = 0;
  const write = (text: string): void => {
    if (response.writableEnded || response.destroyed) return;
    response.write(text);
    if (response.writableLength > MAX_WAITING_BYTES) response.destroy();
  };
  write('retry: 2000\n\n');
  const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS).unref();
  response.on('close', () => clearInterval(heartbeat));
  return {
    send(event, data) {
      number += 1;
      write(`id: ${number}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    isReturning: request.headers['last-event-id'] !== undefined,
    onClose: (callback) => response.on('close', callback),
    end: () => response.end(),
  };
}
