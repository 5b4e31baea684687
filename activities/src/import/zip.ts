import yauzl from 'yauzl';
import { DamagedFileError, NotAnExportError } from './errors.ts';
import type { Bytes } from './records.ts';

export interface ZipPart {
  readonly name: string;
  /** Unpacked; the archive's own word, which is held against it while reading. */
  readonly bytes: number;
  /** @throws DamagedFileError, also in the middle */
  open(): Bytes;
}

export interface Zip {
  readonly parts: readonly ZipPart[];
  close(): void;
}

/**
 * The files of a zip archive, by name. Nothing is unpacked before it is read.
 * @throws NotAnExportError for an archive that unpacks to far more than it holds, or that is encrypted
 * @throws DamagedFileError for one that is cut off or broken
 */
export async function openZip(path: string): Promise<Zip> {
  const file = await damagedUnless(yauzl.openPromise(path, { lazyEntries: true, autoClose: false }));
  try {
    const entries: yauzl.Entry[] = [];
    for await (const entry of file.eachEntry()) {
      entries.push(entry);
      if (entries.length > MOST_ENTRIES)
        throw new NotAnExportError(`the archive holds more than ${MOST_ENTRIES} files`);
    }
    const files = entries.filter(({ fileName }) => !fileName.endsWith('/'));
    files.forEach(refuseUnfit);
    const parts = files.map((entry) => ({
      name: entry.fileName,
      bytes: entry.uncompressedSize,
      open: () => unpack(file, entry),
    }));
    return { parts: parts.sort((left, right) => (left.name < right.name ? -1 : 1)), close: () => file.close() };
  } catch (error) {
    file.close();
    throw error instanceof NotAnExportError ? error : damaged(error);
  }
}

const MOST_ENTRIES = 10_000;
const LARGEST_PART_BYTES = 4 * 2 ** 30;
// Listens in JSON shrink to a tenth or a thirtieth, never to a thousandth.
const MOST_EXPANSION = 500;
const EXPANSION_MATTERS_FROM_BYTES = 16 * 2 ** 20;

function refuseUnfit(entry: yauzl.Entry): void {
  const { fileName, compressedSize, uncompressedSize } = entry;
  if (entry.isEncrypted()) throw new NotAnExportError(`${fileName} in it is encrypted`);
  const expands = uncompressedSize > EXPANSION_MATTERS_FROM_BYTES && uncompressedSize > compressedSize * MOST_EXPANSION;
  if (expands || uncompressedSize > LARGEST_PART_BYTES)
    throw new NotAnExportError(`${fileName} in it would unpack to ${Math.round(uncompressedSize / 2 ** 20)} MB`);
}

async function* unpack(file: yauzl.ZipFile, entry: yauzl.Entry): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of await file.openReadStreamPromise(entry)) yield chunk as Uint8Array;
  } catch (error) {
    throw new DamagedFileError(`The zip file is damaged in ${entry.fileName}`, { cause: error });
  }
}

async function damagedUnless<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw damaged(error);
  }
}

function damaged(error: unknown): DamagedFileError {
  return new DamagedFileError('The zip file is damaged or was not downloaded whole', { cause: error });
}
