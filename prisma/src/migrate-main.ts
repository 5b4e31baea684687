import { appendFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDatabase } from './database.ts';
import { checkMigrated, migrate } from './migrate.ts';
import { prepareDatabase } from './prepare-database.ts';

/**
 * Brings the database of a server to this version, and says in its last line what came of it: the database and the
 * application's role are made where they are missing (SIDETRACK_DATABASE_OWNER_URL, SIDETRACK_DATABASE_URL), then migrated.
 * `--deadline-seconds N` (300): how long a server that is still starting is waited for.
 */
async function main(): Promise<string> {
  const { values } = parseArgs({ options: { 'deadline-seconds': { type: 'string', default: '300' } } });
  const { SIDETRACK_DATABASE_OWNER_URL: ownerUrl, SIDETRACK_DATABASE_URL: appUrl } = process.env;
  if (ownerUrl === undefined || ownerUrl === '')
    throw new Error('SIDETRACK_DATABASE_OWNER_URL is not set. Give the URL of the role that owns the tables.');
  const log = (message: string): void => void process.stdout.write(`${message}\n`);
  const deadline = AbortSignal.timeout(Number(values['deadline-seconds']) * 1000);
  const wait = (milliseconds: number): Promise<void> => sleep(milliseconds, undefined, { signal: deadline });
  await prepareDatabase({ ownerUrl, appUrl: appUrl === '' ? undefined : appUrl }, { log, wait });
  const { applied } = await migrate(ownerUrl, { log });
  if (appUrl !== undefined && appUrl !== '') await checkAsApplication(appUrl);
  return applied.length === 0
    ? 'The database is of this version already; nothing was to be done.'
    : `The database was brought to this version: ${applied.join(', ')}.`;
}

/** What the programs will do first, done here, where a failure stops the roll-out. */
async function checkAsApplication(url: string): Promise<void> {
  const db = openDatabase(url, { maxConnections: 1, applicationName: 'sidetrack migrate' });
  try {
    await checkMigrated(db);
  } finally {
    await db.close();
  }
}

/** Kubernetes shows this file's text as the reason of a container that ended. */
const TERMINATION_LOG = '/dev/termination-log';

async function end(sentence: string, code: 0 | 1): Promise<never> {
  const text = sentence.replaceAll(/\s+/g, ' ').trim();
  await appendFile(TERMINATION_LOG, `${text}\n`, { flag: 'r+' }).catch(() => undefined);
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return process.exit(code);
}

main().then(
  (sentence) => end(sentence, 0),
  (error: unknown) => end(error instanceof Error ? error.message : String(error), 1),
);
