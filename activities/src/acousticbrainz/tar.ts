import { AcousticBrainzFileError } from './errors.ts';

/** A file of an archive. What is not read of its body is passed over when the next file is asked for. */
export interface TarFile {
  readonly name: string;
  readonly size: number;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * The regular files of a tar archive in their order, holding no more of it than a piece of the stream. Reads ustar, the POSIX extended headers (pax) and
 * GNU's long names, which is what Python's tarfile writes.
 * @throws AcousticBrainzFileError when the archive is cut off or is none
 */
export async function* readTar(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TarFile> {
  const input = new ByteQueue(bytes);
  let name: string | undefined;
  for (;;) {
    const header = await input.take(BLOCK);
    if (header === null || header.every((byte) => byte === 0)) {
      await input.drain();
      return;
    }
    checkHeader(header);
    const size = numberAt(header, 124, 12);
    const type = String.fromCharCode(header[156]!);
    const body = new Body(input, size);
    if (LONG_NAMES.has(type)) {
      name = longName(type, utf8.decode(await input.whole(size))) ?? name;
    } else {
      if (FILES.has(type)) yield { name: name ?? nameOf(header), size, body: body.pieces() };
      await body.pass();
      name = undefined;
    }
    await new Body(input, (BLOCK - (size % BLOCK)) % BLOCK).pass();
  }
}

const BLOCK = 512;
const FILES: ReadonlySet<string> = new Set(['0', '\0']);
/** GNU's, and POSIX's extended header. */
const LONG_NAMES: ReadonlySet<string> = new Set(['L', 'x']);
const utf8 = new TextDecoder();

function longName(type: string, text: string): string | undefined {
  return type === 'L' ? text.replace(/\0.*$/su, '') : /\d+ path=(.*)\n/u.exec(text)?.[1];
}

function checkHeader(header: Uint8Array): void {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  if (numberAt(header, 148, 8) !== sum) throw new AcousticBrainzFileError('the archive is damaged: download it again');
}

/** A number in octal, or in base 256 where its first bit is set. */
function numberAt(header: Uint8Array, from: number, length: number): number {
  const field = header.subarray(from, from + length);
  if ((field[0]! & 0x80) !== 0) return field.subarray(1).reduce((value, byte) => value * 256 + byte, 0);
  return Number.parseInt(textAt(header, from, length).trim() || '0', 8);
}

function textAt(header: Uint8Array, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return utf8.decode(end === -1 ? field : field.subarray(0, end));
}

function nameOf(header: Uint8Array): string {
  const prefix = textAt(header, 345, 155);
  return `${prefix === '' ? '' : `${prefix}/`}${textAt(header, 0, 100)}`;
}

/** A stretch of the stream that has to be gone through before the next header. */
class Body {
  readonly #input: ByteQueue;
  #left: number;

  constructor(input: ByteQueue, size: number) {
    this.#input = input;
    this.#left = size;
  }

  async *pieces(): AsyncGenerator<Uint8Array> {
    while (this.#left > 0) {
      const piece = await this.#input.some(this.#left);
      this.#left -= piece.byteLength;
      yield piece;
    }
  }

  async pass(): Promise<void> {
    while (this.#left > 0) this.#left -= (await this.#input.some(this.#left)).byteLength;
  }
}

/** Bytes as they come, taken in lengths that are asked for. */
class ByteQueue {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array();

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#chunks = bytes[Symbol.asyncIterator]();
  }

  /** Exactly so many bytes; null where the stream has ended before the first. */
  async take(length: number): Promise<Uint8Array | null> {
    if (!(await this.#hasSome())) return null;
    return this.whole(length);
  }

  async whole(length: number): Promise<Uint8Array> {
    const first = length === 0 ? new Uint8Array() : await this.some(length);
    if (first.byteLength === length) return first;
    const all = new Uint8Array(length);
    all.set(first);
    for (let at = first.byteLength; at < length;) {
      const piece = await this.some(length - at);
      all.set(piece, at);
      at += piece.byteLength;
    }
    return all;
  }

  /** At least one byte and at most so many. */
  async some(most: number): Promise<Uint8Array> {
    if (!(await this.#hasSome()))
      throw new AcousticBrainzFileError(
        'the archive ends in the middle: it was not downloaded whole, download it again',
      );
    const piece = this.#chunk.subarray(0, most);
    this.#chunk = this.#chunk.subarray(piece.byteLength);
    return piece;
  }

  /** Reads to the end, so that damage after the last file shows. */
  async drain(): Promise<void> {
    for (this.#chunk = new Uint8Array(); await this.#hasSome();) this.#chunk = new Uint8Array();
  }

  async #hasSome(): Promise<boolean> {
    while (this.#chunk.byteLength === 0) {
      const next = await this.#chunks.next();
      if (next.done === true) return false;
      this.#chunk = next.value;
    }
    return true;
  }
}
