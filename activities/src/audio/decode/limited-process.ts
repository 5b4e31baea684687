import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { residentBytes } from '../resident-bytes.ts';
import { openChildOutput } from './child-output.ts';
import type { Limits } from './limits.ts';

/** A program whose output is read while it runs. */
export interface LimitedProcess {
  /** Its standard output, in chunks that are valid until the next one is asked for. The program waits while nobody asks. */
  readonly output: AsyncIterableIterator<Buffer, void>;
  /** Tells how it went, once it has ended: by itself when its output was read to the end, else now. */
  end(): Promise<Outcome>;
}

export interface Outcome {
  /** It failed or broke down by itself. */
  isBroken: boolean;
  /** Which limit ended it, if one did. */
  exceeded: 'time' | 'memory' | null;
  /** The last lines of standard error. */
  stderr: string;
}

const CHECK_MS = 100;
const STDERR_KEPT = 2000;

/**
 * Starts a program without input, with nothing of this process's environment but PATH, and ends it when it exceeds its limits.
 * Its time is the time that the reader waits for it: a slow reader costs it nothing.
 * @throws the spawn error (ENOENT) when the program does not exist
 */
export async function startLimited(command: string, args: readonly string[], limits: Limits): Promise<LimitedProcess> {
  const output = await openChildOutput();
  const child = spawn(command, args, {
    stdio: ['ignore', output.far, 'pipe'],
    env: { PATH: process.env['PATH'] ?? '' },
  });
  output.far.destroy();
  const closed = once(child, 'close') as Promise<[number | null]>;
  await once(child, 'spawn').catch(async (error: unknown) => {
    output.close();
    await closed.catch(() => undefined);
    throw error;
  });
  let stderr = '';
  let exceeded: Outcome['exceeded'] = null;
  child.stderr.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-STDERR_KEPT)));
  const exceed = (limit: 'time' | 'memory') => {
    exceeded ??= limit;
    child.kill('SIGKILL');
  };
  const waiting = stopwatch();
  const check = () => {
    if (waiting.seconds() > limits.timeoutSeconds) exceed('time');
    void residentBytes(child.pid).then((bytes) => {
      if (bytes > limits.memoryBytes) exceed('memory');
    });
  };
  const watch = setInterval(check, Math.min(CHECK_MS, limits.timeoutSeconds * 1000));
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  let isEndedByReader = false;
  const ended = closed
    .then(([exitCode]) => ({ isBroken: exitCode !== 0 && !isEndedByReader, exceeded, stderr: stderr.trim() }))
    .finally(() => {
      clearInterval(watch);
      process.removeListener('exit', endWithUs);
    });
  return {
    output: timed(output.chunks, waiting),
    end() {
      waiting.start();
      isEndedByReader = !output.isEnded();
      output.close();
      if (isEndedByReader) child.kill('SIGKILL');
      return ended;
    },
  };
}

async function* timed(output: AsyncIterable<Buffer>, waiting: Stopwatch): AsyncGenerator<Buffer, void> {
  waiting.start();
  for await (const chunk of output) {
    waiting.stop();
    yield chunk;
    waiting.start();
  }
  waiting.stop();
}

type Stopwatch = ReturnType<typeof stopwatch>;

function stopwatch() {
  let total = 0;
  let since: number | undefined;
  return {
    start: () => (since = performance.now()),
    stop() {
      if (since !== undefined) total += performance.now() - since;
      since = undefined;
    },
    seconds: () => (total + (since === undefined ? 0 : performance.now() - since)) / 1000,
  };
}
