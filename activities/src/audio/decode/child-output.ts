import type { Socket } from 'node:net';
import { socketPair } from './socket-pair.ts';

/** What a child process writes, read without a new buffer for each read. */
export interface ChildOutput {
  /** To be given to the child as its standard output, then closed here. */
  far: Socket;
  /** Chunks of one length (the last one shorter), each valid until the next is asked for. */
  chunks: AsyncGenerator<Buffer, void>;
  /** Whether the child has closed it. */
  isEnded: () => boolean;
  close: () => void;
}

const CHUNK_BYTES = 128 * 1024;

/** While one buffer is worked on the other one fills; when both are full the child waits. */
export async function openChildOutput(): Promise<ChildOutput> {
  const buffers = [Buffer.alloc(CHUNK_BYTES), Buffer.alloc(CHUNK_BYTES)] as const;
  let filling: 0 | 1 = 0;
  let filled = 0;
  let full: Buffer | undefined;
  let isEnded = false;
  let wake = () => {};
  const { near, far } = await socketPair({
    buffer: () => buffers[filling].subarray(filled),
    callback(bytes) {
      filled += bytes;
      if (filled < CHUNK_BYTES) return true;
      full = buffers[filling];
      filling = filling === 0 ? 1 : 0;
      filled = 0;
      wake();
      return false;
    },
  });
  const end = () => {
    isEnded = true;
    wake();
  };
  near.once('end', end).once('error', end).once('close', end);
  async function* chunks(): AsyncGenerator<Buffer, void> {
    while (full ?? !isEnded) {
      if (full) {
        const chunk = full;
        full = undefined;
        near.resume();
        yield chunk;
      } else await new Promise<void>((resolve) => (wake = resolve));
    }
    if (filled > 0) yield buffers[filling].subarray(0, filled);
  }
  return { far, chunks: chunks(), isEnded: () => isEnded, close: () => near.destroy() };
}
