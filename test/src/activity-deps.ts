import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@sidetrack/prisma';
import type { Logger, Settings } from '@sidetrack/settings';
import { createLogger, loadSettings } from '@sidetrack/settings';

/** What activities take from outside, as a worker gives it: real clock, real fetch, settings from `env`, no logs. */
export interface ActivityDeps {
  db: Database;
  settings: Settings;
  logger: Logger;
  clock: () => Date;
  fetch: typeof globalThis.fetch;
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  random: () => number;
}

export function activityDeps(db: Database, env: Readonly<Record<string, string>> = {}): ActivityDeps {
  return {
    db,
    settings: loadSettings({ SIDETRACK_CONTACT: 'tests@example.org', ...env }),
    logger: createLogger({ name: 'test', level: 'silent' }),
    clock: () => new Date(),
    fetch: globalThis.fetch,
    sleep: async (milliseconds, signal) => delay(milliseconds, undefined, signal === undefined ? {} : { signal }),
    random: () => 0.5,
  };
}
