import type { Job, Receipt } from '../data/types.ts';
import { englishReader } from './readers.fixture.ts';
import { describeReceipt, receiptOf } from './receipt-text.ts';

const receipt: Receipt = {
  read: 6123,
  imported: 6100,
  duplicates: 18,
  skipped: { 'in the future': 1, 'before scrobbling began': 2 },
  failed: 2,
  receipt: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
};

test('a receipt accounts for every row, and why it was left out', () => {
  expect(describeReceipt(receipt, englishReader)).toBe(
    'read 6,123 · imported 6,100 · known already 18 · skipped 3 (1 in the future, 2 before scrobbling began) · failed 2',
  );
  expect(
    describeReceipt({ ...receipt, duplicates: 0, skipped: { 'in the future': 1 }, failed: 0 }, englishReader),
  ).toBe('read 6,123 · imported 6,100 · skipped 1 (in the future)');
  expect(
    describeReceipt({ ...receipt, read: 0, imported: 0, duplicates: 0, skipped: {}, failed: 0 }, englishReader),
  ).toBe('read 0 · imported 0');
});

test('only an import that ended has a receipt', () => {
  const job = { kind: 'import-listens', result: { ...receipt } } as unknown as Job;
  expect(receiptOf(job)).toEqual(receipt);
  expect(receiptOf({ ...job, result: null })).toBeNull();
  expect(receiptOf({ ...job, result: { ...receipt, skipped: null } })).toBeNull();
  expect(receiptOf({ ...job, kind: 'build-map' })).toBeNull();
});
