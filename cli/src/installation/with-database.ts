import { join } from 'node:path';
import { migrate, openDatabase, type Database } from '@sidetrack/prisma';
import { findRunning } from '../client/find-installation.ts';
import type { Context } from '../context.ts';
import { findRunningPostgres, startPostgres } from '../services/postgres.ts';
import { lockDataDir } from '../supervisor/lock.ts';
import { dataFolderOf } from './data-folder.ts';
import { chooseInstallation, placesOf } from './places.ts';

/**
 * Runs work of whoever operates the installation on its database itself: the one that the settings name, the running one's, or the
 * data folder's, which is started for the time of the work. Never the demo's.
 */
export async function withDatabase<T>(
  context: Context,
  data: string | undefined,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const { settings } = dataFolderOf(context, data);
  const places = placesOf(
    settings.dataDir,
    chooseInstallation(settings.dataDir, { wanted: 'main', bringsOwnData: true }),
  );
  const folder = join(places.dir, 'postgres');
  if (settings.databaseUrl !== undefined) return using(settings.databaseUrl, work);
  const running = findRunning(settings, 'main') === null ? undefined : await findRunningPostgres(folder);
  if (running !== undefined) return using(running.appUrl, work);
  const unlock = lockDataDir(places.dir, undefined, places.root);
  try {
    context.output.progress('Starting PostgreSQL …');
    const postgres = await startPostgres({ dataDir: folder });
    try {
      await migrate(postgres.url);
      return await using(postgres.appUrl, work);
    } finally {
      await postgres.stop();
    }
  } finally {
    unlock();
  }
}

async function using<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase(url, { maxConnections: 2, applicationName: 'sidetrack-cli' });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
