/** One row of an export file as it stands there; `problem` where not even its text can be had. */
export type ExportRecord = TextRecord | { readonly line: number; readonly problem: string };

export interface TextRecord {
  readonly line: number;
  readonly text: string;
  /** What a heading in the file said that holds for this row and those after it. */
  readonly heading?: string;
}

export type Bytes = AsyncIterable<Uint8Array>;

/** A listen takes about 1 KB; ListenBrainz itself refuses more than some 10 KB. */
export const LONGEST_RECORD_BYTES = 1024 * 1024;

export const TOO_LONG = 'it is longer than 1 MB';

/** The text of a record's bytes. A byte that is no UTF-8 makes it a problem, not another title. */
export function toRecord(line: number, bytes: Uint8Array): ExportRecord {
  try {
    return { line, text: utf8.decode(bytes) };
  } catch {
    return { line, problem: 'it is not UTF-8 text' };
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
