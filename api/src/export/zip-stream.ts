import { pipeline, Readable } from 'node:stream';
import { createDeflateRaw, crc32 } from 'node:zlib';

/** One file of an archive; its content is read once, when its turn comes. */
export interface ZippedFile {
  readonly name: string;
  content(): AsyncIterable<Uint8Array>;
}

/** A file or an archive beyond what the format holds without its 64-bit extension, which not every program reads. */
export class ZipTooLargeError extends Error {
  override readonly name = 'ZipTooLargeError';
}

/**
 * A zip archive (APPNOTE.TXT 6.3: deflate, names in UTF-8, sizes behind the content) as it is written, piece by piece: a file need not
 * fit into memory, and nothing is read before what stands in front of it was taken.
 * @throws ZipTooLargeError for content or an archive of 4 GiB or more
 */
export async function* zipOf(files: AsyncIterable<ZippedFile>, at: Date): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  const count = (piece: Uint8Array): Uint8Array => {
    offset += piece.byteLength;
    if (offset > LARGEST) throw new ZipTooLargeError('The export would be larger than 4 GiB.');
    return piece;
  };
  for await (const file of files) {
    const name = Buffer.from(file.name, 'utf8');
    const start = offset;
    yield count(Buffer.concat([header(LOCAL, { at, name }), name]));
    const sums = { crc: 0, size: 0 };
    const before = offset;
    const deflated = createDeflateRaw();
    // What fails on either side fails for whoever reads; whoever stops reading ends both.
    pipeline(Readable.from(summed(file, sums)), deflated, () => undefined);
    for await (const piece of deflated) yield count(piece as Uint8Array);
    const sizes = { ...sums, packed: offset - before };
    yield count(Buffer.concat([signature(DESCRIPTOR), sizesOf(sizes)]));
    directory.push(header(CENTRAL, { at, name, sizes, start }), name);
  }
  const central = Buffer.concat(directory);
  yield central;
  yield ending(directory.length / 2, central.length, offset);
}

const LARGEST = 0xffff_fffe;
const LOCAL = 0x0403_4b50;
const DESCRIPTOR = 0x0807_4b50;
const CENTRAL = 0x0201_4b50;
const END = 0x0605_4b50;
/** Sizes follow the content; the name is UTF-8. */
const FLAGS = 0x0808;
const DEFLATE = 8;
const VERSION = 20;

interface Sizes {
  readonly crc: number;
  readonly size: number;
  readonly packed: number;
}

async function* summed(file: ZippedFile, sums: { crc: number; size: number }): AsyncGenerator<Uint8Array> {
  for await (const piece of file.content()) {
    sums.crc = crc32(piece, sums.crc);
    sums.size += piece.byteLength;
    if (sums.size > LARGEST) throw new ZipTooLargeError(`${file.name} would be larger than 4 GiB.`);
    yield piece;
  }
}

/** The head of a file, before its content or in the directory at the end. */
function header(
  kind: number,
  { at, name, sizes, start = 0 }: { at: Date; name: Buffer; sizes?: Sizes; start?: number },
): Buffer {
  const common = Buffer.alloc(10);
  common.writeUInt16LE(VERSION, 0);
  common.writeUInt16LE(FLAGS, 2);
  common.writeUInt16LE(DEFLATE, 4);
  common.writeUInt16LE(dosTime(at), 6);
  common.writeUInt16LE(dosDate(at), 8);
  const lengths = Buffer.alloc(4);
  lengths.writeUInt16LE(name.length, 0);
  const parts = [common, sizesOf(sizes ?? { crc: 0, size: 0, packed: 0 }), lengths];
  if (kind === LOCAL) return Buffer.concat([signature(LOCAL), ...parts]);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(start, 10);
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(VERSION, 0);
  return Buffer.concat([signature(CENTRAL), madeBy, ...parts, tail]);
}

function sizesOf({ crc, size, packed }: Sizes): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32LE(crc, 0);
  bytes.writeUInt32LE(packed, 4);
  bytes.writeUInt32LE(size, 8);
  return bytes;
}

function ending(files: number, length: number, offset: number): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(END, 0);
  bytes.writeUInt16LE(files, 8);
  bytes.writeUInt16LE(files, 10);
  bytes.writeUInt32LE(length, 12);
  bytes.writeUInt32LE(offset, 16);
  return bytes;
}

function signature(kind: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(kind, 0);
  return bytes;
}

const dosTime = (at: Date): number => (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
const dosDate = (at: Date): number =>
  ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
