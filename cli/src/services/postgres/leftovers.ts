import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DataInUseError, PostgresError } from './errors.ts';
import { commandLine, identify, processesIn, signal, waitFor } from './processes.ts';

const supervisorShape = z.object({ pid: z.number(), startedAt: z.string() });

/** Writes down who started this PostgreSQL, so that a later start knows a live one from one that was left behind. */
export async function recordSupervisor(dataDir: string): Promise<void> {
  await writeFile(supervisorFile(dataDir), JSON.stringify(await identify(process.pid)), { mode: 0o600 });
}

export async function forgetSupervisor(dataDir: string): Promise<void> {
  await rm(supervisorFile(dataDir), { force: true });
}

/** The number of the server that runs on this cluster now, by its pid file and its command line. */
export async function runningPostmaster(cluster: string): Promise<number | undefined> {
  const pid = Number((await readPidFile(cluster))[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0 || (await identify(pid)) === undefined) return undefined;
  return (await commandLine(pid)).includes(cluster) ? pid : undefined;
}

/** Its port, as it wrote it down when it was ready. */
export async function postmasterPort(cluster: string): Promise<number | undefined> {
  const lines = await readPidFile(cluster);
  const port = Number(lines[3]);
  return lines[7]?.startsWith('ready') === true && port > 0 ? port : undefined;
}

/**
 * Ends what a killed supervisor left behind: a server without a parent, its children, a pid file whose number is another
 * program's by now. A pid file of a dead server stays: PostgreSQL checks its shared memory by it and removes it itself.
 * @throws {DataInUseError} when the one who started it still lives
 */
export async function clearLeftovers(dataDir: string, cluster: string, log: (message: string) => void): Promise<void> {
  const postmaster = await runningPostmaster(cluster);
  await refuseIfSupervised(dataDir, postmaster !== undefined);
  if (postmaster !== undefined) {
    log(`stopping PostgreSQL (process ${postmaster}), which an earlier run left behind`);
    await stopPostmaster(postmaster);
  }
  if (!(await waitFor(async () => (await processesIn(cluster)).length === 0, 15))) {
    throw new PostgresError(
      `Processes of an earlier PostgreSQL still use ${cluster}.`,
      `End them first: ${(await processesIn(cluster)).join(', ')}.`,
    );
  }
  await removeForeignPidFile(cluster);
}

/** Fast shutdown (SIGINT), after 30 s immediate (SIGQUIT), which recovers at the next start. */
export async function stopPostmaster(pid: number): Promise<void> {
  const hasEnded = async () => (await identify(pid)) === undefined;
  signal(pid, 'SIGINT');
  if (await waitFor(hasEnded, 30)) return;
  signal(pid, 'SIGQUIT');
  if (await waitFor(hasEnded, 10)) return;
  signal(pid, 'SIGKILL');
  await waitFor(hasEnded, 5);
}

/** This process may start again what has ended; nobody may start it beside another living supervisor. */
async function refuseIfSupervised(dataDir: string, isRunning: boolean): Promise<void> {
  const text = await readFile(supervisorFile(dataDir), 'utf8').catch(() => 'null');
  const supervisor = supervisorShape.nullable().catch(null).parse(parseJson(text));
  if (supervisor === null || (supervisor.pid === process.pid && !isRunning)) return;
  const living = await identify(supervisor.pid);
  if (living?.startedAt === supervisor.startedAt) throw new DataInUseError(dataDir, supervisor.pid);
}

/** PostgreSQL takes any living process of that number for itself. */
async function removeForeignPidFile(cluster: string): Promise<void> {
  const pid = Number((await readPidFile(cluster))[0]);
  if (pid > 0 && (await identify(pid)) !== undefined) await rm(join(cluster, 'postmaster.pid'), { force: true });
}

async function readPidFile(cluster: string): Promise<string[]> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n').map((line) => line.trim());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function supervisorFile(dataDir: string): string {
  return join(dataDir, 'started-by.json');
}
