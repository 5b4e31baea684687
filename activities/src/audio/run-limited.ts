import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { residentBytes } from './resident-bytes.ts';

export interface Limits {
  timeoutSeconds: number;
  /** Resident memory above which the process is ended (Linux; elsewhere only the time is limited). */
  memoryBytes: number;
}

export interface LimitedRun {
  stdout: Buffer[];
  /** The last lines of standard error. */
  stderr: string;
  /** null where the process was ended by a signal. */
  exitCode: number | null;
  /** Which limit ended it, if one did. */
  exceeded: 'time' | 'memory' | null;
}

const MEMORY_CHECK_MS = 100;
const STDERR_KEPT = 2000;

/**
 * Runs a program without input, with nothing of this process's environment but PATH, and ends it when it exceeds its limits.
 * @throws the spawn error (ENOENT) when the program does not exist
 */
export async function runLimited(command: string, args: readonly string[], limits: Limits): Promise<LimitedRun> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] ?? '' } });
  const stdout: Buffer[] = [];
  let stderr = '';
  let exceeded: LimitedRun['exceeded'] = null;
  const end = (limit: 'time' | 'memory') => {
    exceeded ??= limit;
    child.kill('SIGKILL');
  };
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-STDERR_KEPT)));
  const timer = setTimeout(() => end('time'), limits.timeoutSeconds * 1000);
  const watch = setInterval(() => {
    void residentBytes(child.pid).then((bytes) => {
      if (bytes > limits.memoryBytes) end('memory');
    });
  }, MEMORY_CHECK_MS);
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  try {
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return { stdout, stderr: stderr.trim(), exitCode, exceeded };
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    process.removeListener('exit', endWithUs);
  }
}
