import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';

const root = join(import.meta.dirname, '../../..');
const command = join(root, 'cli/bin/sidetrack.mjs');

export interface Installation {
  readonly siteUrl: string;
  readonly apiUrl: string;
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly pid: number;
  /** What `sidetrack up` has written so far. */
  output(): string;
  /** Sends the signal and waits for the end; gives the exit code (null: ended by the signal). */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export interface StartOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly dataDir?: string;
  readonly readyWithinSeconds?: number;
}

/** Starts `sidetrack up` on free ports and a data folder of its own, and waits until it says that it is ready. */
export async function startSidetrack(options: StartOptions = {}): Promise<Installation> {
  const dataDir = options.dataDir ?? temporaryFolder('sidetrack-e2e-');
  const [sitePort, apiPort] = [await freePort(), await freePort()];
  const env = { ...bareEnvironment(), SIDETRACK_API_PORT: String(apiPort), ...options.env };
  const child = spawn(
    process.execPath,
    [command, 'up', '--data', dataDir, '--port', String(sitePort), ...(options.args ?? [])],
    {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const output = collect(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await waitUntil(
    () => {
      if (child.exitCode !== null) throw new Error(`sidetrack up ended with ${child.exitCode}:\n${output()}`);
      return Promise.resolve(output().includes('SideTrack is ready'));
    },
    { seconds: options.readyWithinSeconds ?? 120, what: () => `sidetrack up to be ready; it said:\n${output()}` },
  );
  return {
    siteUrl: `http://127.0.0.1:${sitePort}`,
    apiUrl: `http://127.0.0.1:${apiPort}`,
    dataDir,
    env: { ...env, SIDETRACK_DATA_DIR: dataDir },
    pid: child.pid!,
    output,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one `sidetrack` command to its end. */
export async function sidetrack(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...bareEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', (exit) => resolve(exit)));
  return { code, stdout, stderr };
}

/** A JSON answer of the API, parsed by the schema that the test expects. */
export async function getJson<T extends z.ZodType>(url: string, schema: T): Promise<z.infer<T>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}: ${await response.text()}`);
  return schema.parse(await response.json());
}

/** Asks until the answer is true, or fails with what was waited for. */
export async function waitUntil(
  question: () => Promise<boolean>,
  { seconds, what, everyMs = 500 }: { seconds: number; what: () => string; everyMs?: number },
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await question())) {
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} s for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

export function temporaryFolder(prefix: string): string {
  return mkdtempSync(join(process.env['SIDETRACK_TEST_FOLDER'] ?? tmpdir(), prefix));
}

/** A free port below those that the system hands to outgoing connections, one of which could take it before the server does. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 20_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** The environment without settings of whoever runs the tests. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('SIDETRACK_') || ['SIDETRACK_CACHE_DIR', 'SIDETRACK_TEMPORAL_CLI'].includes(name),
  );
  return { ...Object.fromEntries(kept), NODE_OPTIONS: '' };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer) => (text += chunk.toString());
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}
