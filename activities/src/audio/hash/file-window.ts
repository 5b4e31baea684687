import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 256 * 1024;

/** Reads stretches of an open file without holding more than one of them. */
export class FileWindow {
  readonly size: number;
  readonly #handle: FileHandle;

  constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  /** Up to `length` bytes from `position` on: fewer at the end of the file, none beyond it. */
  async read(position: number, length: number): Promise<Buffer> {
    const wanted = Math.max(0, Math.min(length, this.size - position));
    if (wanted === 0 || position < 0) return Buffer.alloc(0);
    const buffer = Buffer.allocUnsafe(wanted);
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await this.#handle.read(buffer, filled, wanted - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  /** All bytes from `from` up to `to` (or the end of the file), in chunks. */
  async *stream(from: number, to: number): AsyncGenerator<Buffer> {
    const end = Math.min(to, this.size);
    for (let position = from; position < end;) {
      const chunk = await this.read(position, Math.min(CHUNK_BYTES, end - position));
      if (chunk.length === 0) return;
      position += chunk.length;
      yield chunk;
    }
  }
}
