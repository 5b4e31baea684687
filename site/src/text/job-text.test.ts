import type { Job } from '../data/types.ts';
import { describeResult, openFailures, remedyOf } from './job-text.ts';
import { JOB_NAMES } from './overview-text.ts';
import { englishReader } from './readers.fixture.ts';

test('the counts of a result in words; what is nothing or no count is left out', () => {
  expect(describeResult({ pages: 3, imported: 6123, duplicates: 2, complete: true }, englishReader)).toBe(
    '6,123 imported · 2 known already',
  );
  expect(describeResult({ files: 40, hashed: 2, unreadable: 0, gone: 1 }, englishReader)).toBe(
    '40 files · 2 new or changed · 1 no longer there',
  );
  expect(describeResult({ newTracks: 2 }, englishReader)).toBe('2 new tracks');
  expect(describeResult(null, englishReader)).toBe('Done, nothing new.');
});

test('every kind of work says what to do when it fails', () => {
  for (const kind of Object.keys(JOB_NAMES) as Job['kind'][]) expect(remedyOf(kind).text).toMatch(/\.$/);
});

const job = (id: string, kind: Job['kind'], state: Job['state'], minute: number): Job => ({
  id,
  kind,
  state,
  progress: null,
  result: null,
  error: null,
  createdAt: '2026-11-22T10:00:00.000Z',
  updatedAt: `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`,
});

test('a failure counts until work of its kind is done', () => {
  const jobs = [
    job('running again', 'sync-listens', 'running', 9),
    job('failed again', 'sync-listens', 'failed', 8),
    job('failed first', 'sync-listens', 'failed', 2),
    job('mended', 'scan-library', 'done', 7),
    job('broken', 'scan-library', 'failed', 3),
    job('newest', 'import-listens', 'failed', 9),
  ];
  expect(openFailures(jobs).map(({ id }) => id)).toEqual(['newest', 'failed again']);
  expect(openFailures([])).toEqual([]);
});
