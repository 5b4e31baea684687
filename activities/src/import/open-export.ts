import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { parseListen } from '../listenbrainz/parse-listen.ts';
import { NotAnExportError } from './errors.ts';
import { readJsonArray } from './json-array.ts';
import { readLines } from './lines.ts';
import type { Bytes, ExportRecord } from './records.ts';
import type { Zip } from './zip.ts';
import { openZip } from './zip.ts';

export type ExportFormat = 'listenbrainz-zip' | 'listenbrainz-jsonl' | 'listenbrainz-json';

/** A file of listens: the upload itself, or one inside the archive. */
export interface ExportPart {
  readonly name: string;
  readonly bytes: number;
  records(): AsyncIterable<ExportRecord>;
}

export interface ExportFile {
  readonly format: ExportFormat;
  /** In the order in which they are read, which is that of their names. */
  readonly parts: readonly ExportPart[];
  close(): void;
}

/**
 * Opens a ListenBrainz export: a zip with `listens/<year>/<month>.jsonl`, a `.jsonl`, or the older single JSON array. What it
 * is shows in its content, never in its name.
 * @throws NotAnExportError, DamagedFileError
 */
export async function openExport(path: string, fileName: string): Promise<ExportFile> {
  const head = await readHead(path);
  if (head.byteLength === 0) throw new NotAnExportError('it is empty');
  if (head.subarray(0, 2).toString('latin1') === 'PK') return openArchive(path);
  const kind = kindOf(head);
  if (!(await holdsListens(Readers[kind], singleChunk(head))))
    throw new NotAnExportError('it holds no listens as ListenBrainz exports them');
  const part = { name: fileName, bytes: (await stat(path)).size, records: () => Readers[kind](createReadStream(path)) };
  return {
    format: kind === 'array' ? 'listenbrainz-json' : 'listenbrainz-jsonl',
    parts: [part],
    close: () => undefined,
  };
}

const HEAD_BYTES = 256 * 1024;
const LOOK_AT_RECORDS = 20;
const Readers = { array: readJsonArray, lines: readLines } as const;

async function openArchive(path: string): Promise<ExportFile> {
  const zip = await openZip(path);
  try {
    const parts = await listensIn(zip);
    if (parts.length === 0) throw new NotAnExportError('there are no listens in the archive');
    return { format: 'listenbrainz-zip', parts, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** The monthly files of an export; else whatever in the archive holds listens. */
async function listensIn(zip: Zip): Promise<ExportPart[]> {
  const monthly = zip.parts.filter(({ name }) => /(^|\/)listens\/.*\.jsonl$/u.test(name));
  if (monthly.length > 0) return monthly.map((part) => ({ ...part, records: () => readLines(part.open()) }));
  const found: ExportPart[] = [];
  for (const part of zip.parts.filter(({ name }) => /\.jsonl?$/u.test(name))) {
    const head = await headOf(part.open());
    const reader = Readers[kindOf(head)];
    if (await holdsListens(reader, singleChunk(head))) found.push({ ...part, records: () => reader(part.open()) });
  }
  return found;
}

function kindOf(head: Buffer): keyof typeof Readers {
  return head.toString('utf8').trimStart().startsWith('[') ? 'array' : 'lines';
}

/** Whether one of the first records is a listen: broken ones may stand before it. */
async function holdsListens(reader: (bytes: Bytes) => AsyncIterable<ExportRecord>, bytes: Bytes): Promise<boolean> {
  let looked = 0;
  try {
    for await (const record of reader(bytes)) {
      if ('text' in record && isListen(record.text)) return true;
      looked += 1;
      if (looked >= LOOK_AT_RECORDS) return false;
    }
  } catch {
    // The head of a file ends in the middle of it.
  }
  return false;
}

function isListen(text: string): boolean {
  try {
    return 'row' in parseListen(JSON.parse(text));
  } catch {
    return false;
  }
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function headOf(bytes: Bytes): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) {
    chunks.push(chunk);
    if (chunks.reduce((size, part) => size + part.byteLength, 0) >= HEAD_BYTES) break;
  }
  return Buffer.concat(chunks);
}

async function* singleChunk(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
