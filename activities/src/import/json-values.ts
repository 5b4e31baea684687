import { DamagedFileError } from './errors.ts';
import type { Bytes, ExportRecord } from './records.ts';
import { LONGEST_RECORD_BYTES, TOO_LONG, toRecord } from './records.ts';

/** Where in a JSON document its records lie: keys from the outermost, and `*` for each element of a list. */
export type JsonPath = readonly string[];

/**
 * The records of one JSON document, or of several one after another, each with the line (from 1) that it begins on, without
 * ever holding the whole: the scanner only follows brackets and strings, and a record is parsed by whoever takes it. Where a
 * list is expected within an object and there is one object (as Last.fm writes a list of one), that is the record.
 * @throws DamagedFileError when a document is not of this shape, or does not end
 */
export async function* readJsonValues(bytes: Bytes, path: JsonPath): AsyncGenerator<ExportRecord> {
  const scanner = new JsonScanner(path);
  for await (const chunk of bytes) yield* scanner.scan(chunk);
  scanner.end();
}

/** What the scanner looks for next. */
type State = 'value' | 'next' | 'key' | 'inKey' | 'colon' | 'record' | 'passing';

/** Takes a document in pieces, and gives the records that are whole. */
export class JsonScanner {
  readonly #path: JsonPath;
  #state: State = 'value';
  /** How many containers along the path are open. */
  #level = 0;
  #line = 1;
  #hasBegun = false;
  #key = '';
  #keyIsEscaped = false;
  /** The value that is being followed: how deep it is, and how it is read there. */
  #depth = 0;
  #mode = PLAIN;
  #record = new Pending();

  constructor(path: JsonPath) {
    this.#path = path;
  }

  scan(chunk: Uint8Array): ExportRecord[] {
    const records: ExportRecord[] = [];
    let index = 0;
    while (index < chunk.length) {
      if (this.#state === 'record' || this.#state === 'passing') {
        const start = index;
        index = this.#follow(chunk, start);
        if (this.#state === 'record') this.#record.add(chunk, start, index);
        if (index < chunk.length) this.#endValue(records);
      } else {
        const byte = chunk[index]!;
        if (byte === NEWLINE) this.#line += 1;
        // The byte that begins a value is looked at once more, as its first.
        if (!isSpace(byte) && !this.#take(byte)) continue;
        index += 1;
      }
    }
    return records;
  }

  end(): void {
    const isOver = this.#level === 0 && this.#state === 'value' && this.#hasBegun;
    if (!isOver) throw new DamagedFileError('The file ends in the middle of its list of listens');
  }

  /** A byte between values; false where a value begins with it. */
  #take(byte: number): boolean {
    switch (this.#state) {
      case 'value':
        return this.#beginValue(byte);
      case 'next':
        this.#afterValue(byte);
        return true;
      case 'key':
        this.#beginKey(byte);
        return true;
      case 'inKey':
        this.#inKey(byte);
        return true;
      default:
        if (byte !== COLON) throw broken();
        this.#state = 'value';
        return true;
    }
  }

  #beginValue(byte: number): boolean {
    if (this.#level === 0) return this.#beginDocument(byte);
    if (this.#expectsList && byte === CLOSE_ARRAY) {
      this.#close();
      return true;
    }
    if (!this.#expectsList && this.#key !== this.#path[this.#level - 1]) return this.#beginAt('passing');
    const wanted = this.#path[this.#level];
    if (wanted === undefined) return this.#beginAt('record');
    if (byte === openerOf(wanted)) {
      this.#open(wanted);
      return true;
    }
    const isOnlyOne = byte === OPEN_OBJECT && this.#level === this.#path.length - 1;
    return this.#beginAt(isOnlyOne ? 'record' : 'passing');
  }

  #beginDocument(byte: number): true {
    const wanted = this.#path[0]!;
    if (byte === openerOf(wanted)) {
      this.#hasBegun = true;
      this.#open(wanted);
      return true;
    }
    if (!this.#hasBegun && BYTE_ORDER_MARK.includes(byte)) return true;
    throw new DamagedFileError(
      this.#hasBegun ? 'Something follows the list of listens' : 'The file does not begin with a list of listens',
    );
  }

  #open(wanted: string): void {
    this.#level += 1;
    this.#state = wanted === '*' ? 'value' : 'key';
  }

  /** Whether the innermost open container is a list. */
  get #expectsList(): boolean {
    return this.#path[this.#level - 1] === '*';
  }

  #beginAt(state: 'record' | 'passing'): false {
    this.#state = state;
    this.#depth = 0;
    this.#mode = PLAIN;
    this.#record.begin(this.#line);
    return false;
  }

  #endValue(records: ExportRecord[]): void {
    if (this.#state === 'record') {
      const record = this.#record.take();
      if (record !== null) records.push(record);
    }
    this.#state = 'next';
  }

  #afterValue(byte: number): void {
    if (byte === COMMA) this.#state = this.#expectsList ? 'value' : 'key';
    else if (byte === (this.#expectsList ? CLOSE_ARRAY : CLOSE_OBJECT)) this.#close();
    else throw broken();
  }

  #close(): void {
    this.#level -= 1;
    this.#state = this.#level === 0 ? 'value' : 'next';
  }

  #beginKey(byte: number): void {
    if (byte === CLOSE_OBJECT) this.#close();
    else if (byte === QUOTE) {
      this.#key = '';
      this.#state = 'inKey';
    } else throw broken();
  }

  /** Keys along a path are short and plain; another is passed over, whatever it is. */
  #inKey(byte: number): void {
    if (this.#keyIsEscaped) this.#keyIsEscaped = false;
    else if (byte === BACKSLASH) this.#keyIsEscaped = true;
    else if (byte === QUOTE) this.#state = 'colon';
    else if (this.#key.length < LONGEST_KEY) this.#key += String.fromCharCode(byte);
  }

  /** Follows the value that began before `from`; gives where it ends, or the length of the chunk. */
  #follow(chunk: Uint8Array, from: number): number {
    const closer = this.#expectsList ? CLOSE_ARRAY : CLOSE_OBJECT;
    let depth = this.#depth;
    let mode = this.#mode;
    let line = this.#line;
    let index = from;
    for (; index < chunk.length; index += 1) {
      const step = STEPS[(mode << 8) | chunk[index]!]!;
      mode = step >> 8;
      const mark = step & 0xff;
      if (mark === 0) continue;
      if (mark === NEWLINE) line += 1;
      else if (mark === OPEN_OBJECT) depth += 1;
      else if (depth === 0 && (mark === COMMA || mark === closer)) break;
      else if (mark !== COMMA && depth > 0) depth -= 1;
    }
    this.#depth = depth;
    this.#mode = mode;
    this.#line = line;
    return index;
  }
}

/** The bytes of the record that is being read, as far as they are kept. */
class Pending {
  #line = 0;
  #parts: Uint8Array[] = [];
  #size = 0;

  begin(line: number): void {
    this.#line = line;
    this.#parts = [];
    this.#size = 0;
  }

  /** The chunk is its owner's again after the record is whole, or was copied. */
  add(chunk: Uint8Array, start: number, end: number): void {
    this.#size += end - start;
    const isWhole = end < chunk.length;
    if (this.#size > LONGEST_RECORD_BYTES) this.#parts = [];
    else this.#parts.push(isWhole ? chunk.subarray(start, end) : Uint8Array.from(chunk.subarray(start, end)));
  }

  /** Null for nothing but space, as before the first comma of a list that begins with one. */
  take(): ExportRecord | null {
    if (this.#size > LONGEST_RECORD_BYTES) return { line: this.#line, problem: TOO_LONG };
    const bytes = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
    this.#parts = [];
    return bytes.length === 0 ? null : toRecord(this.#line, bytes);
  }
}

function broken(): DamagedFileError {
  return new DamagedFileError('The file is no whole JSON: it breaks off or was changed');
}

function openerOf(wanted: string): number {
  return wanted === '*' ? OPEN_ARRAY : OPEN_OBJECT;
}

const LONGEST_KEY = 64;
const NEWLINE = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

// How a byte is read: outside of strings, in one, after a backslash in one.
const PLAIN = 0;
const STRING = 1;
const ESCAPED = 2;

/** For each way of reading and byte: how the next is read, and in the low byte what it marks (any opener as an object's). */
const STEPS = steps();

function steps(): Uint16Array {
  const table = new Uint16Array(3 * 256);
  const put = (mode: number, byte: number, next: number, mark = 0): void => {
    table[(mode << 8) | byte] = (next << 8) | mark;
  };
  for (let byte = 0; byte < 256; byte += 1) [PLAIN, STRING, STRING].forEach((next, mode) => put(mode, byte, next));
  put(PLAIN, QUOTE, STRING);
  put(STRING, QUOTE, PLAIN);
  put(STRING, BACKSLASH, ESCAPED);
  // No string goes over a line: one that was never closed takes its own record along, and not those after it.
  for (const mode of [PLAIN, STRING, ESCAPED]) put(mode, NEWLINE, PLAIN, NEWLINE);
  for (const byte of [OPEN_OBJECT, OPEN_ARRAY]) put(PLAIN, byte, PLAIN, OPEN_OBJECT);
  for (const byte of [CLOSE_OBJECT, CLOSE_ARRAY, COMMA]) put(PLAIN, byte, PLAIN, byte);
  return table;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
