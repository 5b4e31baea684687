import { spawn, type ChildProcess } from 'node:child_process';
import { CliError } from '../errors.ts';
import { LogFile } from './log-file.ts';
import { pause } from './pause.ts';
import { describeExit, runOfChild, type Service } from './service.ts';

export interface NodeServiceOptions {
  readonly name: string;
  /** Built entry point. */
  readonly entry: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logPath: string;
  /** Where the supervisor writes what runs; the program reads it when the supervisor has died. */
  readonly runFile: string;
  /** An address that answers once the service is ready; null: it says `{ready: true}` over its channel. */
  readonly readyUrl: string | null;
  readonly readySeconds?: number;
  readonly stopSeconds?: number;
}

/** A program of SideTrack as a child in a process group of its own, which ends when this process ends in whatever way. */
export function nodeService(options: NodeServiceOptions): Service {
  const { name, logPath, readyUrl, readySeconds = 60, stopSeconds = 20 } = options;
  return {
    name,
    logPath,
    async start(signal) {
      const child = spawnNode(options);
      const run = runOfChild(child, 'SIGTERM', stopSeconds);
      const given = AbortSignal.any([signal, AbortSignal.timeout(readySeconds * 1000)]);
      const ready = readyUrl === null ? saysReady(child, given) : answers(readyUrl, given);
      const outcome = await Promise.race([run.exited, ready]);
      if (outcome === 'ready') return run;
      if (outcome !== 'late')
        throw new CliError(`The ${name} ended at its start (${describeExit(outcome)}). Its story: ${logPath}`);
      run.kill();
      throw new CliError(`The ${name} was not ready within ${readySeconds} s. Its story: ${logPath}`);
    },
  };
}

function spawnNode({ entry, args = [], env, logPath, runFile }: NodeServiceOptions): ChildProcess {
  const log = new LogFile(logPath);
  const lifeline = new URL(`../lifeline.js?run=${encodeURIComponent(runFile)}`, import.meta.url);
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', lifeline.href, entry, ...args], {
    env,
    // Not in the terminal's group: Ctrl-C is for the supervisor, which stops its children in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.on('data', (chunk: Buffer) => log.write(chunk));
  child.stderr?.on('data', (chunk: Buffer) => log.write(chunk));
  child.on('error', (error) => log.write(`${error.message}\n`));
  return child;
}

function saysReady(child: ChildProcess, signal: AbortSignal): Promise<'ready' | 'late'> {
  return new Promise((settle) => {
    child.on('message', (message) => {
      if (typeof message === 'object' && 'ready' in message) settle('ready');
    });
    signal.addEventListener('abort', () => settle('late'));
  });
}

async function answers(url: string, signal: AbortSignal): Promise<'ready' | 'late'> {
  while (!signal.aborted) {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok) return 'ready';
    await pause(100, signal);
  }
  return 'late';
}
