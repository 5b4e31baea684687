import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes one folder for everything that a run writes to disk, so that nothing of it stays. */
export default function makeFolder(): void {
  process.env['SIDETRACK_TEST_FOLDER'] = mkdtempSync(join(tmpdir(), 'sidetrack-e2e-'));
}
