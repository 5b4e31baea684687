import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adoptDatabase, startPostgres } from '../../cli/src/services/postgres.ts';
import { migrate } from '../../prisma/src/migrate.ts';
import { keepRunning } from './running-postgres.ts';

/**
 * Set-up of the tests that need PostgreSQL: one server in a temporary folder for the whole run, or the one that
 * SIDETRACK_TEST_DATABASE_URL names (its superuser), and in it a migrated template that each test file copies.
 */
export default async function start(): Promise<void> {
  const superuserUrl = process.env.SIDETRACK_TEST_DATABASE_URL ?? (await startTemporary());
  const password = randomBytes(12).toString('hex');
  await adoptDatabase(superuserUrl, { database: TEMPLATE, role: 'sidetrack_app', password });
  const template = new URL(superuserUrl);
  template.pathname = `/${TEMPLATE}`;
  await migrate(template.href);
  process.env.SIDETRACK_TEST_DATABASE_URL = superuserUrl;
  process.env.SIDETRACK_TEST_APP_PASSWORD = password;
}

const TEMPLATE = 'sidetrack_test_template';

async function startTemporary(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sidetrack-test-postgres-'));
  const server = await startPostgres({ dataDir, durable: false });
  keepRunning(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return server.url;
}
