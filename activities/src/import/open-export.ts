import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { DamagedFileError, NotAnExportError } from './errors.ts';
import type { Head, Reading } from './formats/format.ts';
import { readingFor } from './formats/index.ts';
import { monthOfListenbrainz } from './formats/listenbrainz.ts';
import { readGzip } from './gzip.ts';
import type { ExportRecord } from './records.ts';
import type { ArchivePart } from './sidetrack/archive.ts';
import { sidetrackParts } from './sidetrack/archive.ts';
import type { Zip, ZipPart } from './zip.ts';
import { openZip } from './zip.ts';

/** A file of plays: the upload itself, or one inside the archive. */
export interface ExportPart {
  readonly name: string;
  readonly bytes: number;
  readonly reading: Reading;
  records(): AsyncIterable<ExportRecord>;
}

export interface ExportFile {
  /** The kinds of its parts, as they are shown: `listenbrainz-zip`, `spotify-extended`, `koito, maloja`. */
  readonly format: string;
  /** In the order in which they are read, which is that of their names. */
  readonly parts: readonly ExportPart[];
  /** Of an archive that SideTrack made: what is read back, more than plays. */
  readonly archive: readonly ArchivePart[] | null;
  close(): void;
}

/**
 * Opens a listening history: one file, packed with gzip or not, or a zip archive with several of the same kind or of different ones. What each is
 * shows in its content, never in its name.
 * @throws NotAnExportError, DamagedFileError
 */
export async function openExport(path: string, fileName: string): Promise<ExportFile> {
  const { size } = await stat(path);
  if (size === 0) throw new NotAnExportError('it is empty');
  const start = await headOf({ name: fileName, open: () => createReadStream(path) }, 2);
  if (startsWith(start, 'PK')) return openArchive(path);
  const open = startsWith(start, '\u001f\u008b') ? () => readGzip(path) : () => createReadStream(path);
  const head = await headOf({ name: fileName, open });
  const reading = await readingFor(head);
  if (reading === null) throw new NotAnExportError(reasonFor(head));
  const part = { name: fileName, bytes: size, reading, records: () => reading.records(open()) };
  return { format: formatOfFile(reading, head), parts: [part], archive: null, close: () => undefined };
}

const HEAD_BYTES = 256 * 1024;

async function openArchive(path: string): Promise<ExportFile> {
  const zip = await openZip(path);
  try {
    const archive = await sidetrackParts(zip);
    if (archive !== null) return { format: 'sidetrack-zip', parts: [], archive, close: () => zip.close() };
    const parts = await partsOf(zip);
    if (parts.length === 0) throw new NotAnExportError('there are no plays in the archive');
    return { format: formatOfArchive(parts), parts, archive: null, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** Whatever in the archive holds plays. */
async function partsOf(zip: Zip): Promise<ExportPart[]> {
  const found: ExportPart[] = [];
  for (const part of zip.parts) {
    const reading = await readingOfPart(part, found.at(-1)?.reading);
    if (reading !== null) found.push({ ...part, reading, records: () => reading.records(part.open()) });
  }
  // Beside a history, a table that merely names artists, tracks and times is something made of it.
  const histories = found.filter(({ reading }) => reading.format !== 'csv');
  return histories.length > 0 ? histories : found;
}

/**
 * A month of a ListenBrainz export is one even where its first rows are broken. What cannot be unpacked may be one more of what stands
 * before it: it is told of when its turn to be read comes, after those that are whole.
 */
async function readingOfPart(part: ZipPart, before: Reading | undefined): Promise<Reading | null> {
  const known = isMonth(part) ? monthOfListenbrainz : null;
  try {
    return (await readingFor(await headOf(part))) ?? known;
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    return known ?? (HISTORY.test(part.name) ? (before ?? monthOfListenbrainz) : null);
  }
}

const HISTORY = /\.(jsonl?|csv|tsv|txt|log)$/iu;

function isMonth({ name }: ZipPart): boolean {
  return /(^|\/)listens\/.*\.jsonl$/u.test(name);
}

function formatOfFile({ format }: Reading, head: Head): string {
  if (format !== 'listenbrainz') return format;
  return Buffer.from(head.bytes).toString('utf8').trimStart().startsWith('[')
    ? 'listenbrainz-json'
    : 'listenbrainz-jsonl';
}

function formatOfArchive(parts: readonly ExportPart[]): string {
  const formats = new Set(
    parts.map(({ reading: { format } }) => (format === 'listenbrainz' ? 'listenbrainz-zip' : format)),
  );
  return [...formats].toSorted().join(', ');
}

async function headOf({ name, open }: Pick<ZipPart, 'name' | 'open'>, most = HEAD_BYTES): Promise<Head> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of open()) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= most) break;
  }
  return { bytes: Buffer.concat(chunks), isWhole: size < most, name };
}

function reasonFor(head: Head): string {
  const isUtf16 = startsWith(head, '\u00ff\u00fe') || startsWith(head, '\u00fe\u00ff');
  return isUtf16 ? 'it is UTF-16 text; save it as UTF-8' : 'it holds no plays in a form that is known';
}

function startsWith({ bytes }: Head, magic: string): boolean {
  return Buffer.from(bytes.subarray(0, magic.length)).toString('latin1') === magic;
}
