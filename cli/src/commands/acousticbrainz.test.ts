import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiClient } from '../client/api-client.ts';
import { importFile } from '../client/import-file.ts';
import { receiptLines } from './acousticbrainz.ts';

test('the receipt of a dump is a sentence, and names the first documents that failed', () => {
  expect(
    receiptLines('high.tar.zst', {
      read: 1_000_000,
      imported: 990_000,
      duplicates: 0,
      skipped: { 'another upload of the recording is kept': 9_998 },
      failed: 2,
      recordings: 1234,
      failures: [{ where: 'x-0.json', reason: 'it is not JSON' }],
    }),
  ).toEqual([
    'high.tar.zst: 1,000,000 documents read, 990,000 imported, 9,998 skipped (another upload of the recording is kept), 2 failed; 1,234 recordings that are known here are scored anew',
    '  failed: x-0.json: it is not JSON',
    '  and 1 more',
  ]);
});

test('`sidetrack import` says which command reads dumps', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sidetrack-'));
  const path = join(folder, 'dump.tar.zst');
  writeFileSync(path, Buffer.from('28b52ffd00000000', 'hex'));
  const quiet = { result: () => undefined, say: () => undefined, progress: () => undefined, clear: () => undefined };
  await expect(importFile({} as ApiClient, path, quiet)).rejects.toThrow('`sidetrack acousticbrainz dump.tar.zst`');
  rmSync(folder, { recursive: true });
});
