import { setTimeout as sleep } from 'node:timers/promises';
import { isTransientDatabaseError } from '@sidetrack/prisma';
import type { Database } from '@sidetrack/prisma';
import type { Logger } from '@sidetrack/settings';

const RETRY_MS = 1000;
const REMIND_EVERY = 10;

/** Waits until PostgreSQL answers, saying so at first and every ten seconds. Gives false when it was told to stop first. */
export async function waitForDatabase(db: Database, logger: Logger, stop: AbortSignal): Promise<boolean> {
  for (let attempt = 0; !stop.aborted; attempt++) {
    try {
      await db.asService((tx) => tx.query('SELECT 1'));
      if (attempt > 0) logger.info('PostgreSQL answers');
      return true;
    } catch (error) {
      if (!isTransientDatabaseError(error)) throw error;
      if (attempt % REMIND_EVERY === 0) logger.warn({ err: error }, 'Waiting for PostgreSQL');
      await sleep(RETRY_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }
  return false;
}
