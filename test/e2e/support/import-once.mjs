/** Reads one import to its end, as a worker does, in a process that may be killed at any moment: import-once.mjs DATABASE_URL IMPORT_ID */
import { importFile } from '../../../activities/dist/import/import-file.js';
import { openDatabase } from '../../../prisma/dist/index.js';
import { createLogger, loadSettings } from '../../../settings/dist/index.js';

const [url, importId] = process.argv.slice(2);
const db = openDatabase(url, { maxConnections: 2, applicationName: 'sidetrack import' });
const deps = {
  db,
  settings: loadSettings({ SIDETRACK_CONTACT: 'tests@example.org' }),
  logger: createLogger({ name: 'import', level: 'silent' }),
  clock: () => new Date('2026-11-22T12:00:00Z'),
};
await importFile(deps, { importId });
await db.close();
