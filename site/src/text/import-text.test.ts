import type { Import } from '../data/types.ts';
import { englishReader, germanReader } from './readers.fixture.ts';
import {
  describeImportState,
  describeSending,
  formatAmount,
  formatBytes,
  receiptParts,
  skipReasons,
  summariseReceipt,
} from './import-text.ts';

const receipt = {
  read: 6123,
  imported: 6000,
  duplicates: 100,
  skipped: { 'in the future': 1, 'before scrobbling began': 20, 'of a new kind': 0 },
  failed: 2,
  receipt: 'i',
};

test('the parts of a receipt add up to what was read; those without rows are left out', () => {
  expect(receiptParts(receipt).reduce((sum, { rows }) => sum + rows, 0)).toBe(receipt.read);
  const again = { ...receipt, imported: 0, duplicates: 6123, skipped: {}, failed: 0 };
  expect(receiptParts(again).map(({ name, rows }) => `${name} ${rows}`)).toEqual(['Imported 0', 'Known already 6123']);
});

test('a receipt in a sentence', () => {
  expect(summariseReceipt(receipt, englishReader)).toBe(
    '6,123 rows read: 6,000 imported, 100 known already, 21 skipped, 2 failed.',
  );
});

test('reasons for skipping are told in plain words, also those nobody wrote words for', () => {
  expect(skipReasons(receipt, englishReader)).toEqual([
    '20 rows dated before October 2002, when nobody scrobbled yet: the clock of that device was never set',
    '1 row dated in the future: the clock of that device was wrong',
  ]);
  expect(skipReasons({ ...receipt, skipped: { 'of a new kind': 3 } }, englishReader)).toEqual([
    '3 rows (of a new kind)',
  ]);
});

test('an import that was stopped says that it goes on', () => {
  const entry = { fileName: 'a.zip', state: 'queued', receipt } as unknown as Import;
  expect(describeImportState(entry, englishReader)).toBe('Stopped after 6,123 rows; it goes on from there by itself.');
  const fresh = { ...entry, receipt: { ...receipt, read: 0 } };
  expect(describeImportState(fresh, englishReader)).toMatch(/^Waiting its turn/);
  expect(describeImportState({ ...fresh, state: 'needs-time-zone' }, englishReader)).toMatch(/^Waits until you say/);
  expect(describeImportState({ ...fresh, state: 'failed' }, englishReader)).toBe('a.zip could not be read.');
});

test('how far a file is on its way', () => {
  const upload = {
    bytes: 40_000_000,
    secondsLeft: 12.4,
    sending: { phase: 'sending', sent: 12_000_000, resumedAt: 0 },
  } as const;
  expect(describeSending(upload, englishReader)).toBe('12 of 40 MB · about 12 s left');
  expect(describeSending({ ...upload, secondsLeft: null }, englishReader)).toBe('12 of 40 MB');
  expect(describeSending({ ...upload, sending: { ...upload.sending, phase: 'waiting' } }, englishReader)).toBe(
    '12 of 40 MB are here · the connection is lost, it goes on by itself',
  );
  expect(describeSending({ ...upload, sending: null }, englishReader)).toBe('Waiting for the file before it · 40 MB');
});

test('sizes in the unit that fits, as the reader writes numbers', () => {
  expect([0, 999, 1500, 12_345_678, 3e9].map((bytes) => formatBytes(bytes, englishReader))).toEqual([
    '0 bytes',
    '999 bytes',
    '1.5 kB',
    '12 MB',
    '3.0 GB',
  ]);
  expect(formatAmount(300_000, 2_500_000, germanReader)).toBe('0,3 of 2,5 MB');
});
