import type { ApiClient } from './api-client.ts';
import { failureLines, importLine } from './import-file.ts';
import { receiptJson } from '../commands/import.ts';
import type { ImportState } from './shapes.ts';

const receipt = {
  receipt: 'r1',
  failed: 2,
  skipped: { podcast: 3, 'played for less than 30 s': 4 },
  duplicates: 20,
  imported: 6100,
  read: 6129,
};
const done: ImportState = { id: 'r1', fileName: 'a.zip', state: 'done', stateReason: null, receipt };

describe('the receipt of an import', () => {
  test('is one line of JSON with the keys in the documented order', () => {
    expect(receiptJson(receipt)).toBe(
      '{"read":6129,"imported":6100,"duplicates":20,"skipped":{"podcast":3,"played for less than 30 s":4},"failed":2,"receipt":"r1"}',
    );
  });
  test('is a sentence for a person', () => {
    expect(importLine(done)).toBe(
      'a.zip: 6,129 rows read, 6,100 imported, 20 duplicates, 3 skipped (podcast), 4 skipped (played for less than 30 s), 2 failed',
    );
  });
  test('names the first rows that failed, and where the others are', async () => {
    const first = { file: 'a.jsonl', line: 7, reason: 'Not a JSON object.' };
    const asked: string[] = [];
    const api = (total: number): ApiClient => ({
      url: 'http://127.0.0.1:8000',
      get: (path, schema) => {
        asked.push(path);
        return Promise.resolve(schema.parse({ total, failures: [first] }));
      },
      send: () => Promise.reject(new Error('not asked for')),
      upload: () => Promise.reject(new Error('not asked for')),
    });
    const where = 'http://127.0.0.1:8000/api/v1/imports/r1/failures';
    const line = '  failed: a.jsonl, line 7: Not a JSON object.';
    expect(await failureLines(api(2), done)).toEqual([line, `  2 in all: ${where}`]);
    expect(await failureLines(api(1), done)).toEqual([line, `  as JSON: ${where}`]);
    expect(await failureLines(api(0), { ...done, receipt: { ...receipt, failed: 0 } })).toEqual([]);
    expect(asked).toEqual(['/imports/r1/failures?limit=3', '/imports/r1/failures?limit=3']);
  });
  test('says what to name where times stand without a zone', () => {
    expect(importLine({ ...done, fileName: '.scrobbler.log', state: 'needs-time-zone' })).toBe(
      '.scrobbler.log: its times stand without a time zone. Name it, such as with --time-zone Europe/Berlin, or on the page of imports.',
    );
  });
  test('gives the reason when the file could not be imported', () => {
    expect(importLine({ ...done, state: 'failed', stateReason: 'This is not an export file.' })).toBe(
      'a.zip: This is not an export file.',
    );
  });
});
