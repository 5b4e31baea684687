import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import {
  createTestDatabase,
  seededTemplate,
  startTestApi,
  type TestApi,
  type TestApiOptions,
  type TestDatabase,
} from '@sidetrack/test';
import { startFaultyApi, type FaultyApi } from './faulty-api.ts';
import { FIXED_NOW } from './fixed-now.ts';
import type { Listener } from './listeners.ts';

export interface Served {
  /** The dashboard's address. */
  readonly url: string;
  readonly api: TestApi;
  readonly database: TestDatabase;
  /** Between the dashboard and the API; set its `health`. */
  readonly faults: FaultyApi;
  close(): Promise<void>;
}

/**
 * The built dashboard over the real API and a database of one's own, filled with this listener's data, at the fixed hour. `env` and
 * `deps` are for pages that ask outside services.
 */
export async function serve(
  listener: Listener,
  { env = {}, deps = {} }: Pick<TestApiOptions, 'env' | 'deps'> = {},
): Promise<Served> {
  const template = await seededTemplate(listener, (urls) => seedInOwnProcess(listener, urls));
  const database = await createTestDatabase(template);
  const api = await startTestApi(database.db, {
    now: () => FIXED_NOW,
    env: { SIDETRACK_TIME_ZONE: 'Europe/Berlin', ...env },
    deps,
    intervalMs: 2000,
  });
  const faults = await startFaultyApi(api.url);
  const site = await startSite(faults.url);
  const close = async (): Promise<void> => {
    site.process.kill();
    await faults.close();
    await api.close();
    await database.drop();
  };
  return { url: site.url, api, database, faults, close };
}

const repository = join(import.meta.dirname, '../../..');

/** Measuring and layouts run in the built product, not in the tests' sandbox. */
async function seedInOwnProcess(listener: Listener, urls: { ownerUrl: string; appUrl: string }): Promise<void> {
  const program = join(import.meta.dirname, 'seed-main.ts');
  const child = spawn(process.execPath, ['--no-warnings', program, listener], {
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: urls.appUrl, OWNER_URL: urls.ownerUrl },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const errors = collect(child);
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`The data of ${listener} could not be made (${String(code)}): ${errors()}`);
}

async function startSite(apiUrl: string): Promise<{ url: string; process: ChildProcess }> {
  const clock = join(import.meta.dirname, 'fixed-clock.mjs');
  const child = spawn(process.execPath, ['--import', clock, join(repository, 'site/dist/server/entry.mjs')], {
    env: {
      PATH: process.env['PATH'],
      FIXED_NOW: FIXED_NOW.toISOString(),
      SIDETRACK_API_URL: apiUrl,
      PORT: '0',
      SIDETRACK_LIFELINE: '1',
    },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const errors = collect(child);
  const deadline = Date.now() + 30_000;
  for (;;) {
    const url = /The dashboard is at (http:\/\/[\d.]+:\d+)/.exec(errors())?.[1];
    if (url !== undefined) return { url, process: child };
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The dashboard did not start: ${errors()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What a process says on standard error, so far. */
function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}
