import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { CliError } from '../errors.ts';
import { freePort } from '../installation/ports.ts';
import { describeExit, runOfChild, type Exit, type Run } from '../supervisor/service.ts';
import { findTemporal } from './find-temporal.ts';

export { findTemporal } from './find-temporal.ts';

export interface TemporalOptions {
  /** Its state is the file temporal.db in here. */
  readonly dataDir: string;
  /** Takes what the server prints: JSON lines. */
  readonly log: (text: string | Buffer) => void;
  /** A free one unless given. */
  readonly port?: number;
  readonly uiPort?: number;
  /** The program; found by `findTemporal` unless given. */
  readonly program?: string;
  readonly signal?: AbortSignal;
}

/** A running Temporal development server. */
export interface TemporalServer extends Run {
  /** host:port of the front end; the namespace is `default`. */
  readonly address: string;
  readonly uiUrl: string;
}

const HOST = '127.0.0.1';
const READY_SECONDS = 60;
const STOP_SECONDS = 10;

/**
 * Starts Temporal's development server with its state in a file, on loopback only, and resolves when it takes work. The
 * same folder after a kill goes on where it was. A state file that is damaged is put aside and a new one begun: what is
 * to be done stands in PostgreSQL and is started again.
 *
 * @throws {CliError} when it does not come up
 */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  mkdirSync(options.dataDir, { recursive: true });
  const places: Places = {
    program: options.program ?? findTemporal(),
    file: join(options.dataDir, 'temporal.db'),
    port: options.port ?? (await freePort(HOST)),
    uiPort: options.uiPort ?? (await freePort(HOST)),
  };
  const first = await launch(options, places);
  if ('run' in first) return first.run;
  if (!DAMAGED.test(first.said)) throw first.error;
  const aside = putAside(places.file);
  options.log(`The state of Temporal was damaged; it lies in ${aside} now and a new one is begun.\n`);
  const second = await launch(options, places);
  if ('run' in second) return second.run;
  throw second.error;
}

interface Places {
  readonly program: string;
  readonly file: string;
  readonly port: number;
  readonly uiPort: number;
}

type Launch = { run: TemporalServer } | { error: CliError; said: string };

async function launch({ log, signal }: TemporalOptions, { program, file, port, uiPort }: Places): Promise<Launch> {
  const args = [
    'server',
    'start-dev',
    '--db-filename',
    file,
    '--ip',
    HOST,
    '--port',
    String(port),
    '--ui-port',
    String(uiPort),
  ];
  const child = spawn(program, [...args, ...LOGGING, ...DURABILITY], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Not in the terminal's group: Ctrl-C is for whoever started it, who stops it in order.
    detached: true,
  });
  let said = '';
  const hear = (chunk: Buffer): void => {
    log(chunk);
    said = (said + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const failedToSpawn = new Promise<Exit>((resolve) => child.once('error', () => resolve({ code: 127, signal: null })));
  if (child.pid === undefined) {
    await failedToSpawn;
    return { said, error: new CliError(`${program} could not be started: run \`npm run setup\`.`) };
  }
  const run = runOfChild(child, 'SIGTERM', STOP_SECONDS);
  const silent = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const address = `${HOST}:${String(port)}`;
  const outcome = await Promise.race([run.exited, untilReady(address, signal)]);
  if (outcome === 'ready') return { run: { ...run, address, uiUrl: `http://${HOST}:${String(uiPort)}` } };
  run.kill();
  // Its last words may come after its end.
  await silent;
  const why = outcome === 'late' ? `it did not answer within ${String(READY_SECONDS)} s` : describeExit(outcome);
  return { said, error: new CliError(`Temporal did not start (${why}): ${lastWords(said)}`) };
}

const LOGGING = ['--log-format', 'json', '--log-level', 'warn'];
// A killed server loses nothing with these; only a power cut may lose the last moments, which the facts bring back.
const DURABILITY = ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'];
const DAMAGED = /malformed|not a database|disk image/i;

async function untilReady(address: string, signal?: AbortSignal): Promise<'ready' | 'late'> {
  for (const end = Date.now() + READY_SECONDS * 1000; Date.now() < end && signal?.aborted !== true;) {
    if (await takesWork(address)) return 'ready';
    await new Promise((wake) => setTimeout(wake, 100));
  }
  return 'late';
}

async function takesWork(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 2000 });
    try {
      await connection.workflowService.describeNamespace({ namespace: 'default' });
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}

function putAside(file: string): string {
  const aside = `${file}.damaged`;
  rmSync(aside, { force: true });
  if (existsSync(file)) renameSync(file, aside);
  for (const suffix of ['-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
  return aside;
}

function lastWords(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  return lines.at(-1)?.slice(0, 300) ?? 'it said nothing';
}
