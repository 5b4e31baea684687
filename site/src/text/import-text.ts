import type { Import, Receipt } from '../data/types.ts';
import type { Sending } from '../data/uploading/upload-file.ts';
import { formatCount, formatDecimal, formatTimeLeft, plural } from './format.ts';
import type { Reader } from './format.ts';

/** What became of some of the rows. */
export interface ReceiptPart {
  kind: 'imported' | 'known' | 'skipped' | 'failed';
  name: string;
  rows: number;
  /** What that means, in a sentence. */
  meaning: string;
}

/** The parts that a receipt adds up from; those without rows are left out, but for the first. */
export function receiptParts({ imported, duplicates, skipped, failed }: Receipt): readonly ReceiptPart[] {
  const parts: readonly ReceiptPart[] = [
    { kind: 'imported', name: 'Imported', rows: imported, meaning: 'New in your history.' },
    {
      kind: 'known',
      name: 'Known already',
      rows: duplicates,
      meaning: 'They were in your history before: counted once.',
    },
    { kind: 'skipped', name: 'Skipped', rows: skippedRows(skipped), meaning: 'Whole, but no plays to count.' },
    { kind: 'failed', name: 'Failed', rows: failed, meaning: 'They could not be read.' },
  ];
  return parts.filter(({ kind, rows }) => kind === 'imported' || rows > 0);
}

/** A receipt in a sentence, for who does not see it drawn. */
export function summariseReceipt(receipt: Receipt, reader: Reader): string {
  const parts = receiptParts(receipt).map(({ name, rows }) => `${formatCount(rows, reader)} ${name.toLowerCase()}`);
  return `${plural(receipt.read, 'row', reader)} read: ${parts.join(', ')}.`;
}

/** Why rows were skipped, in plain words, the most frequent reason first. */
export function skipReasons({ skipped }: Receipt, reader: Reader): readonly string[] {
  return Object.entries(skipped)
    .filter(([, rows]) => rows > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, rows]) => `${plural(rows, 'row', reader)} ${SKIP_REASONS[reason] ?? `(${reason})`}`);
}

const SKIP_REASONS: Readonly<Record<string, string>> = {
  'before scrobbling began':
    'dated before October 2002, when nobody scrobbled yet: the clock of that device was never set',
  'in the future': 'dated in the future: the clock of that device was wrong',
  'played for too short a time': 'heard for too short a time to count as a play',
  'heard in a private session': 'heard in a private session',
  'a podcast or an audiobook': 'of a podcast or an audiobook',
  'a video': 'of a video',
  'without a title or an artist':
    'without a title or an artist: a track that the service does not have any more, or a file of your own',
  'still playing when it was exported': 'still playing when the file was made: not a play yet',
  'a loved track, not a play': 'about loving a track, not about playing it',
  'a heading': 'that only repeated the heading of the table',
};

/** What an import is doing, or what came of it. */
export function describeImportState({ state, receipt, fileName }: Import, reader: Reader): string {
  switch (state) {
    case 'queued':
      return receipt.read > 0
        ? `Stopped after ${plural(receipt.read, 'row', reader)}; it goes on from there by itself.`
        : 'Waiting its turn; it begins by itself.';
    case 'running':
      return 'Being read.';
    case 'needs-time-zone':
      return 'Waits until you say in which time zone its times are.';
    case 'failed':
      return receipt.read > 0 ? `Read in part.` : `${fileName} could not be read.`;
    case 'done':
      return receipt.imported === 0 && receipt.read > 0 ? 'Read to its end; nothing new in it.' : 'Read to its end.';
  }
}

/** How far a file is on its way. */
export function describeSending(
  { sending, bytes, secondsLeft }: { sending: Sending | null; bytes: number; secondsLeft: number | null },
  reader: Reader,
): string {
  if (sending === null) return `Waiting for the file before it · ${formatBytes(bytes, reader)}`;
  const amount = formatAmount(sending.sent, bytes, reader);
  switch (sending.phase) {
    case 'preparing':
      return 'Getting ready';
    case 'starting':
      return `${formatBytes(bytes, reader)} are here · starting its import`;
    case 'waiting':
      return `${amount} are here · the connection is lost, it goes on by itself`;
    case 'sending':
      return secondsLeft === null ? amount : `${amount} · about ${formatTimeLeft(secondsLeft)} left`;
  }
}

/** "12 of 40 MB": both in the unit of the whole. */
export function formatAmount(part: number, whole: number, reader: Reader): string {
  const [size, unit] = unitOf(whole);
  return `${inUnit(part, size, reader)} of ${inUnit(whole, size, reader)} ${unit}`;
}

export function formatBytes(bytes: number, reader: Reader): string {
  const [size, unit] = unitOf(bytes);
  return `${inUnit(bytes, size, reader)} ${unit}`;
}

const UNITS = [
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
  [1, 'bytes'],
] as const;

function unitOf(bytes: number): readonly [size: number, unit: string] {
  return UNITS.find(([size]) => bytes >= size) ?? UNITS[3];
}

function inUnit(bytes: number, size: number, reader: Reader): string {
  const value = bytes / size;
  return formatDecimal(value, reader, size === 1 || value >= 10 || value === 0 ? 0 : 1);
}

function skippedRows(skipped: Receipt['skipped']): number {
  return Object.values(skipped).reduce((sum, rows) => sum + rows, 0);
}
