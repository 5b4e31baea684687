import type { ListenRow } from '../../listens/listen-row.ts';
import type { Bytes, ExportRecord, TextRecord } from '../records.ts';
import type { SkipRules } from '@sidetrack/settings';

/** The kinds of history files that are known here. */
export type FormatId =
  | 'listenbrainz'
  | 'spotify-extended'
  | 'spotify-account'
  | 'lastfm-json'
  | 'lastfm-csv'
  | 'lastfm-minutes-csv'
  | 'maloja'
  | 'koito'
  | 'librefm'
  | 'pano'
  | 'scrobbler-log'
  | 'csv';

/**
 * Whose word a play of a file is. Two kinds of file of one service that tell the time differently (to the second, to the
 * minute) are two sources: the same play in both is then seen as one, as it is between services.
 */
export type FileSource =
  | 'listenbrainz'
  | 'spotify'
  | 'spotify-account'
  | 'lastfm'
  | 'lastfm-minutes'
  | 'maloja'
  | 'koito'
  | 'librefm'
  | 'pano'
  | 'rockbox'
  | 'csv';

/** What becomes of one row: a play, or a reason why not. Rows are counted by it, each once. */
export type Verdict = { readonly row: ListenRow } | { readonly skip: SkipReason } | { readonly failure: string };

/** Why a row that is whole is no play to count, in the words of the receipt. */
export type SkipReason =
  | 'before scrobbling began'
  | 'in the future'
  | 'played for too short a time'
  | 'heard in a private session'
  | 'a podcast or an audiobook'
  | 'a video'
  | 'without a title or an artist'
  | 'still playing when it was exported'
  | 'a loved track, not a play'
  | 'a heading';

export interface RowContext {
  readonly rules: SkipRules;
  /** The IANA time zone of times that stand without one; null while nobody has said. */
  readonly timeZone: string | null;
}

/** How one file, or one part of an archive, is read: what its head showed. */
export interface Reading {
  readonly format: FormatId;
  readonly source: FileSource;
  /** Its times stand without a zone: `timeZone` is to be asked for first. */
  readonly needsTimeZone: boolean;
  readonly records: (bytes: Bytes) => AsyncIterable<ExportRecord>;
  /** Never throws. */
  readonly read: (record: TextRecord, context: RowContext) => Verdict;
}

/** The head of a file: as many of its first bytes as were read. */
export interface Head {
  readonly bytes: Uint8Array;
  /** There is no more than this. */
  readonly isWhole: boolean;
  /** Its path within the package that it came in. Formats are never told by it. */
  readonly name: string;
}

/** A kind of file: gives how to read one, or null where its head is of another kind. */
export type Format = (head: Head) => Promise<Reading | null>;
