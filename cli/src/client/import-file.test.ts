import { importLine } from './import-file.ts';
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
      'a.zip: 6,129 rows read, 6,100 imported, 20 known already, 3 skipped (podcast), 4 skipped (played for less than 30 s), 2 unreadable',
    );
  });
  test('gives the reason when the file could not be imported', () => {
    expect(importLine({ ...done, state: 'failed', stateReason: 'This is not an export file.' })).toBe(
      'a.zip: This is not an export file.',
    );
  });
});
