import { rmSync } from 'node:fs';

/** Removes the run's folder, unless SIDETRACK_TEST_KEEP is set: then its logs can be read. */
export default function removeFolder(): void {
  const folder = process.env['SIDETRACK_TEST_FOLDER'];
  if (folder !== undefined && process.env['SIDETRACK_TEST_KEEP'] === undefined)
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
