import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@sidetrack/prisma';
import pg from 'pg';
import { ensureLocalUser } from '../../../api/src/queries/local-user.ts';
import { FIXED_NOW } from './fixed-now.ts';
import { countIds, settle } from './frozen.ts';
import { isListener } from './listeners.ts';
import { seedSample, seedStreams } from './seed.ts';

/**
 * Fills a migrated database with one listener's data through the product's own activities, all built: the same rows in every run.
 * Arguments: the listener's name; DATABASE_URL and OWNER_URL in the environment.
 */
const [listener] = process.argv.slice(2);
const { DATABASE_URL: appUrl, OWNER_URL: ownerUrl } = process.env;
if (!isListener(listener) || appUrl === undefined || ownerUrl === undefined)
  throw new Error('Name a listener (sample, streams, empty), and set DATABASE_URL and OWNER_URL.');

const owner = new pg.Client({ connectionString: ownerUrl });
await owner.connect();
const db = openDatabase(appUrl, { applicationName: 'sidetrack test seed' });
const folder = mkdtempSync(join(tmpdir(), 'sidetrack-seed-'));
try {
  await countIds(owner);
  const { id: userId } = await ensureLocalUser(db, 'Europe/Berlin');
  if (listener === 'sample') await seedSample({ db, userId, folder });
  if (listener === 'streams') await seedStreams({ db, userId, folder });
  await settle(owner, FIXED_NOW);
} finally {
  await db.close();
  await owner.end();
  rmSync(folder, { recursive: true });
}
process.exit(0);
