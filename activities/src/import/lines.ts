import type { Bytes, ExportRecord } from './records.ts';
import { LONGEST_RECORD_BYTES, TOO_LONG, toRecord } from './records.ts';

/** The lines of a JSON Lines file, numbered from 1. Blank ones are no records. Memory is bounded by the longest record allowed. */
export async function* readLines(bytes: Bytes): AsyncGenerator<ExportRecord> {
  const pending = new Pending();
  let line = 1;
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      pending.add(chunk.subarray(start, end));
      const record = pending.take(line);
      if (record !== null) yield record;
      line += 1;
      start = end + 1;
    }
    pending.add(chunk.subarray(start));
  }
  const last = pending.take(line);
  if (last !== null) yield last;
}

const NEWLINE = 0x0a;

/** The bytes of the line that is being read, as far as they are kept. */
class Pending {
  #parts: Uint8Array[] = [];
  #size = 0;

  add(part: Uint8Array): void {
    this.#size += part.byteLength;
    if (this.#size <= LONGEST_RECORD_BYTES) this.#parts.push(Uint8Array.from(part));
    else this.#parts = [];
  }

  take(line: number): ExportRecord | null {
    const isTooLong = this.#size > LONGEST_RECORD_BYTES;
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#size = 0;
    if (isTooLong) return { line, problem: TOO_LONG };
    return bytes.every(isBlank) ? null : toRecord(line, bytes);
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
