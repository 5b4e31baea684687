import { DamagedFileError } from './errors.ts';
import type { Bytes, ExportRecord } from './records.ts';
import { LONGEST_RECORD_BYTES, TOO_LONG, toRecord } from './records.ts';

/**
 * The elements of one JSON array, each with the line (from 1) that it begins on, without ever holding the whole: the
 * scanner only follows brackets and strings, and an element is parsed by whoever takes it.
 * @throws DamagedFileError when the array does not begin or does not end
 */
export async function* readJsonArray(bytes: Bytes): AsyncGenerator<ExportRecord> {
  const scanner = new ArrayScanner();
  for await (const chunk of bytes) yield* scanner.scan(chunk);
  scanner.end();
}

class ArrayScanner {
  #state: 'before' | 'inside' | 'after' = 'before';
  #depth = 0;
  #inString = false;
  #escaped = false;
  #line = 1;
  #element: { line: number; parts: Uint8Array[]; size: number } | null = null;

  *scan(chunk: Uint8Array): Generator<ExportRecord> {
    // Where the element that is being read begins in this chunk; 0 when it began in an earlier one.
    let start = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index]!;
      if (byte === NEWLINE) this.#line += 1;
      if (this.#state !== 'inside') {
        this.#outside(byte);
      } else if (this.#endsElement(byte)) {
        if (this.#element !== null) yield this.#finish(chunk.subarray(start, index));
        if (byte === CLOSE_ARRAY) this.#state = 'after';
      } else if (this.#element !== null) {
        this.#follow(byte);
      } else if (!isSpace(byte)) {
        this.#element = { line: this.#line, parts: [], size: 0 };
        start = index;
        this.#follow(byte);
      }
    }
    if (this.#element !== null) this.#keep(chunk.subarray(start));
  }

  end(): void {
    if (this.#state !== 'after') throw new DamagedFileError('The file ends in the middle of its list of listens');
  }

  #outside(byte: number): void {
    const isBefore = this.#state === 'before';
    if (isBefore && byte === OPEN_ARRAY) this.#state = 'inside';
    else if (!isSpace(byte) && !(isBefore && BYTE_ORDER_MARK.includes(byte))) {
      throw new DamagedFileError(
        isBefore ? 'The file does not begin with a list of listens' : 'Something follows the list of listens',
      );
    }
  }

  #endsElement(byte: number): boolean {
    return this.#depth === 0 && !this.#inString && (byte === COMMA || byte === CLOSE_ARRAY);
  }

  #follow(byte: number): void {
    if (this.#inString) this.#followString(byte);
    else if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#depth += 1;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.#depth = Math.max(0, this.#depth - 1);
  }

  #followString(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inString = false;
  }

  #keep(part: Uint8Array): void {
    const element = this.#element!;
    element.size += part.byteLength;
    if (element.size <= LONGEST_RECORD_BYTES) element.parts.push(Uint8Array.from(part));
    else element.parts = [];
  }

  #finish(part: Uint8Array): ExportRecord {
    this.#keep(part);
    const { line, parts, size } = this.#element!;
    this.#element = null;
    return size > LONGEST_RECORD_BYTES ? { line, problem: TOO_LONG } : toRecord(line, Buffer.concat(parts));
  }
}

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
