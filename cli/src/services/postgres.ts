import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { accountOf, APP, clusterOf, ensureCluster, OWNER, readPasswords } from './postgres/cluster.ts';
import { adoptDatabase, takesConnections } from './postgres/adopt-database.ts';
import { chooseRunner } from './postgres/account.ts';
import type { Runner } from './postgres/account.ts';
import { findBinaries } from './postgres/binaries.ts';
import { PortInUseError, PostgresError } from './postgres/errors.ts';
import {
  clearLeftovers,
  forgetSupervisor,
  postmasterPort,
  recordSupervisor,
  runningPostmaster,
  stopPostmaster,
} from './postgres/leftovers.ts';
import { freePort, isFree } from './postgres/port.ts';
import { waitFor } from './postgres/processes.ts';

export { adoptDatabase } from './postgres/adopt-database.ts';
export { DataInUseError, PortInUseError, PostgresError } from './postgres/errors.ts';

export interface PostgresAddress {
  /** The database `sidetrack` as the owner of its tables (superuser of this server): for migrations. */
  readonly url: string;
  /** The same as `sidetrack_app`: what every program uses. */
  readonly appUrl: string;
  readonly port: number;
  readonly pid: number;
}

export interface RunningPostgres extends PostgresAddress {
  /** Settles when the server has ended, by stop or by itself. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Holds the cluster, its passwords (0600) and postgres.log; made when it is missing. */
  readonly dataDir: string;
  /** Chosen when absent or 0: the last one again where it is free. */
  readonly port?: number;
  readonly log?: (message: string) => void;
  /** False only for data that may be lost, such as a test's: nothing is forced to disk. */
  readonly durable?: boolean;
}

const DATABASE = 'sidetrack';
const RECOVERY_SECONDS = 600;

/**
 * Starts a PostgreSQL of one's own on 127.0.0.1, made on first use, with the database `sidetrack` and the role
 * `sidetrack_app`. What a killed run left behind is ended first. It runs in its own session, so that Ctrl-C at a
 * terminal reaches it only through stop().
 * @throws {DataInUseError | PortInUseError | PostgresError}
 */
export async function startPostgres({
  dataDir: folder,
  port,
  log = () => undefined,
  durable = true,
}: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(folder);
  const cluster = clusterOf(dataDir);
  const [binaries, runner] = await Promise.all([findBinaries(), chooseRunner()]);
  await clearLeftovers(dataDir, cluster, log);
  const passwords = await ensureCluster(dataDir, binaries, runner);
  await recordSupervisor(dataDir);

  const logFile = join(dataDir, 'postgres.log');
  const chosen = await choosePort(port, cluster);
  const server = await launch({ program: binaries.postgres, runner, cluster, port: chosen, durable, logFile });
  const address = addressOf(chosen, server.pid, passwords);
  const stop = async (): Promise<void> => {
    await stopPostmaster(server.pid);
    await server.exited;
    await forgetSupervisor(dataDir);
  };
  try {
    await ready(server, address, logFile, log);
    await adoptDatabase(withDatabase(address.url, 'postgres'), {
      database: DATABASE,
      role: APP,
      password: passwords.app,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...address, exited: server.exited, stop };
}

/** The PostgreSQL that another process of this machine runs on the folder, if any: for commands beside a running installation. */
export async function findRunningPostgres(dataDir: string): Promise<PostgresAddress | undefined> {
  const cluster = clusterOf(resolve(dataDir));
  const [pid, port, passwords] = await Promise.all([
    runningPostmaster(cluster),
    postmasterPort(cluster),
    readPasswords(resolve(dataDir)),
  ]);
  return pid === undefined || port === undefined || passwords === undefined
    ? undefined
    : addressOf(port, pid, passwords);
}

interface Server {
  readonly pid: number;
  readonly exited: RunningPostgres['exited'];
  hasEnded(): boolean;
}

interface Launch {
  readonly program: string;
  readonly runner: Runner;
  readonly cluster: string;
  readonly port: number;
  readonly durable: boolean;
  readonly logFile: string;
}

async function launch({ program, runner, cluster, port, durable, logFile }: Launch): Promise<Server> {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
    'jit=off',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  const [command = program, ...parameters] = [
    ...runner.prefix,
    program,
    '-D',
    cluster,
    '-p',
    String(port),
    ...settings.flatMap((setting) => ['-c', setting]),
  ];
  const output = await open(logFile, 'w', 0o600);
  try {
    // A file and not a pipe: a server whose supervisor was killed must still be able to write.
    const child = spawn(command, parameters, {
      cwd: '/',
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
      ...accountOf(runner),
    });
    return await observe(child);
  } finally {
    await output.close();
  }
}

function observe(child: ChildProcess): Promise<Server> {
  return new Promise((started, failed) => {
    let ended = false;
    const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((settle) => {
      child.once('exit', (code, signal) => {
        ended = true;
        settle({ code, signal });
      });
    });
    child.once('error', failed);
    child.once('spawn', () => started({ pid: child.pid!, exited, hasEnded: () => ended }));
  });
}

/** After a crash PostgreSQL first replays its log, which may take minutes. */
async function ready(
  server: Server,
  { url, port }: PostgresAddress,
  logFile: string,
  log: (message: string) => void,
): Promise<void> {
  const slow = setInterval(() => log('PostgreSQL is recovering, since it was not shut down in order'), 5000);
  const answers = () => takesConnections(withDatabase(url, 'postgres'));
  const isSettled = await waitFor(async () => server.hasEnded() || (await answers()), RECOVERY_SECONDS);
  clearInterval(slow);
  if (isSettled && !server.hasEnded()) return;
  const lines = (await readFile(logFile, 'utf8')).trim().split('\n');
  if (lines.some((line) => line.includes('Address already in use'))) throw new PortInUseError(port);
  const reason = lines.findLast((line) => line.includes('FATAL:')) ?? lines.at(-1) ?? '';
  throw new PostgresError(
    `PostgreSQL did not start: ${reason.replace(/^.*FATAL:\s*/, '')}.`,
    `Its whole account is in ${logFile}.`,
  );
}

async function choosePort(wanted: number | undefined, cluster: string): Promise<number> {
  if (wanted !== undefined && wanted !== 0) {
    if (await isFree(wanted)) return wanted;
    throw new PortInUseError(wanted);
  }
  const options = await readFile(join(cluster, 'postmaster.opts'), 'utf8').catch(() => '');
  const last = Number(/"-p" "(\d+)"/.exec(options)?.[1]);
  return freePort(Number.isNaN(last) ? undefined : last);
}

function addressOf(port: number, pid: number, passwords: { owner: string; app: string }): PostgresAddress {
  const at = `127.0.0.1:${port}/${DATABASE}`;
  return {
    url: `postgresql://${OWNER}:${passwords.owner}@${at}`,
    appUrl: `postgresql://${APP}:${passwords.app}@${at}`,
    port,
    pid,
  };
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
