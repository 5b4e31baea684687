import { basename } from 'node:path';
import type { AcousticBrainzDocument } from './documents.ts';
import { parseDocument, readDocumentName } from './documents.ts';
import { AcousticBrainzFileError } from './errors.ts';
import { featureRows } from './feature-rows.ts';
import { readTar, type TarFile } from './tar.ts';
import { readLines } from '../import/lines.ts';

/** One document of a dump: what it says, or why it could not be read. `where` names it for a person. */
export type DumpRecord = { where: string } & ({ document: AcousticBrainzDocument } | { problem: string });

/**
 * The documents of a dump in their order: of an archive with `<mbid>-<n>.json` or with CSV files of features, or of such a CSV file itself. The
 * first `passOver` are not looked into.
 * @throws AcousticBrainzFileError when it is no dump, or is damaged from some place on
 */
export async function* readDump(
  bytes: AsyncIterable<Uint8Array>,
  { path, passOver }: { path: string; passOver: number },
): AsyncGenerator<DumpRecord> {
  const { head, all } = await peek(bytes);
  const counter = { left: passOver };
  let count = 0;
  for await (const record of isTar(head) ? archived(all, counter) : rows(all, basename(path), counter)) {
    count += 1;
    if (record !== null) yield record;
  }
  if (count === 0) throw new AcousticBrainzFileError(NO_DUMP);
}

const NO_DUMP =
  'it holds no documents of AcousticBrainz: name archives of acousticbrainz-highlevel-json, acousticbrainz-lowlevel-json or acousticbrainz-lowlevel-features';

/** Many more files than this without a document among them is another archive. */
const MOST_STRANGERS = 1000;
/** A low-level document takes some 150 kB. */
const LONGEST_DOCUMENT_BYTES = 8 * 2 ** 20;

interface Counter {
  left: number;
}

/** Null stands for a document that is passed over. */
async function* archived(bytes: AsyncIterable<Uint8Array>, counter: Counter): AsyncGenerator<DumpRecord | null> {
  let strangers = 0;
  let documents = 0;
  for await (const file of readTar(bytes)) {
    const named = readDocumentName(file.name);
    if (named !== null) {
      documents += 1;
      yield counter.left-- > 0 ? null : await readDocument(file, named);
    } else if (file.name.endsWith('.csv')) {
      for await (const row of rows(file.body, basename(file.name), counter)) {
        documents += 1;
        yield row;
      }
    } else if (documents === 0 && (strangers += 1) > MOST_STRANGERS) {
      throw new AcousticBrainzFileError(NO_DUMP);
    }
  }
}

async function readDocument(file: TarFile, named: { mbid: string; submission: number }): Promise<DumpRecord> {
  const where = basename(file.name);
  if (file.size > LONGEST_DOCUMENT_BYTES) return { where, problem: 'it is longer than 8 MB' };
  const pieces: Uint8Array[] = [];
  for await (const piece of file.body) pieces.push(piece);
  const document = parseDocument(named, utf8.decode(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)));
  return typeof document === 'string' ? { where, problem: document } : { where, document };
}

const utf8 = new TextDecoder();

async function* rows(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  counter: Counter,
): AsyncGenerator<DumpRecord | null> {
  let read: ReturnType<typeof featureRows> = null;
  for await (const row of readLines(bytes)) {
    if (read === null) {
      read = 'text' in row ? featureRows(row.text) : null;
      if (read === null)
        throw new AcousticBrainzFileError(`${name} does not begin as a CSV file of features does; ${NO_DUMP}`);
    } else if (counter.left-- > 0) {
      yield null;
    } else {
      const where = `${name}, line ${row.line}`;
      const document = 'text' in row ? read(row.text) : row.problem;
      yield typeof document === 'string' ? { where, problem: document } : { where, document };
    }
  }
}

function isTar(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(257, 262)).toString('latin1') === 'ustar';
}

/** The first bytes (512, where there are so many), and all of them again. */
async function peek(bytes: AsyncIterable<Uint8Array>): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let size = 0;
  while (size < 512) {
    const next = await iterator.next();
    if (next.done === true) break;
    seen.push(next.value);
    size += next.value.byteLength;
  }
  const head = Buffer.concat(seen);
  async function* all(): AsyncGenerator<Uint8Array> {
    if (head.byteLength > 0) yield head;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  }
  return { head, all: all() };
}
