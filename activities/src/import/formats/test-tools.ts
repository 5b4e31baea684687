import type { ListenRow } from '../../listens/listen-row.ts';
import { judgeRecord } from '../import-record.ts';
import type { ExportRecord } from '../records.ts';
import type { SkipRules } from '@sidetrack/settings';
import { DEFAULT_SKIP_RULES } from '@sidetrack/settings';
import type { Head, Reading, Verdict } from './format.ts';
import { readingFor } from './index.ts';

/** What a test sees of a file that was read whole. */
export interface ReadFile {
  readonly reading: Reading;
  readonly records: readonly ExportRecord[];
  readonly verdicts: readonly Verdict[];
  readonly rows: readonly ListenRow[];
  /** The plays as `time artist – title (release)`. */
  readonly plays: readonly string[];
  readonly skips: readonly string[];
  readonly failures: readonly string[];
}

export interface ReadOptions {
  readonly name?: string;
  readonly rules?: Partial<SkipRules>;
  readonly timeZone?: string;
  readonly chunkBytes?: number;
}

export const NOW = new Date('2026-11-22T12:00:00Z');

/** Reads a file as an import does; null where it is of no known kind. */
export async function readFile(content: string | Uint8Array, options: ReadOptions = {}): Promise<ReadFile | null> {
  const bytes = Buffer.from(content);
  const reading = await readingFor(headOf(bytes, options.name ?? 'a name that says nothing'));
  if (reading === null) return null;
  const records: ExportRecord[] = [];
  for await (const record of reading.records(inChunks(bytes, options.chunkBytes ?? 4096))) records.push(record);
  const context = {
    now: NOW,
    rules: { ...DEFAULT_SKIP_RULES, ...options.rules },
    timeZone: options.timeZone ?? null,
  };
  const verdicts = records.map((record) => judgeRecord(record, reading, context));
  const rows = verdicts.flatMap((verdict) => ('row' in verdict ? [verdict.row] : []));
  return {
    reading,
    records,
    verdicts,
    rows,
    plays: rows.map(playText),
    skips: verdicts.flatMap((verdict) => ('skip' in verdict ? [verdict.skip] : [])),
    failures: verdicts.flatMap((verdict, index) =>
      'failure' in verdict ? [`line ${records[index]!.line}: ${verdict.failure}`] : [],
    ),
  };
}

/** As `readFile`, of a file that is known to be of some kind. */
export async function readKnown(content: string | Uint8Array, options: ReadOptions = {}): Promise<ReadFile> {
  const read = await readFile(content, options);
  if (read === null) throw new Error('The file is of no known kind.');
  return read;
}

export async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size)
    yield await Promise.resolve(bytes.subarray(start, start + size));
}

const HEAD_BYTES = 256 * 1024;

export function headOf(bytes: Uint8Array, name: string): Head {
  return { bytes: bytes.subarray(0, HEAD_BYTES), isWhole: bytes.length < HEAD_BYTES, name };
}

function playText({ listenedAt, artistName, trackName, releaseName }: ListenRow): string {
  const when = listenedAt.toISOString().replace('.000Z', 'Z');
  return `${when} ${artistName} – ${trackName}${releaseName === null ? '' : ` (${releaseName})`}`;
}
