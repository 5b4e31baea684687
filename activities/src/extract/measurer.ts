import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { PermanentError } from '../errors.ts';
import { UnreadableAudioError } from '../audio/index.ts';
import { residentBytes } from '../audio/resident-bytes.ts';
import type { Limits } from '../audio/decode/limits.ts';
import type { Measurement, MeasureOptions } from './measure.ts';

export interface MeasureRequest {
  path: string;
  options: MeasureOptions;
}
/** warnings: what the operator is to be told, whatever became of the track. */
export type MeasureAnswer = { warnings?: readonly string[] } & (
  | { outcome: 'measured'; measurement: Measurement }
  | { outcome: 'unreadable'; path: string; reason: string }
  | { outcome: 'impossible' | 'failed'; reason: string }
);

/** The process that measured a track ended, was ended for its memory, or took too long. */
export class MeasurerLostError extends Error {
  override readonly name = 'MeasurerLostError';
}

export interface Measurer {
  /**
   * Measures a track in the child process, which is started when it is not running.
   * @throws UnreadableAudioError, MeasurerLostError, PermanentError (a model is missing), the signal's reason when it aborts
   */
  measure(request: MeasureRequest, signal: AbortSignal): Promise<Measurement>;
  /** Ends the child process. */
  close(): void;
}

export interface MeasurerOptions {
  entry?: URL;
  limits?: Limits;
  /** Told what the child process warns of: that a model cannot run where it was wanted. */
  warn?: (message: string) => void;
}

const IS_SOURCE = import.meta.url.endsWith('.ts');
const ENTRY = new URL(IS_SOURCE ? './measure-main.ts' : './measure-main.js', import.meta.url);
const LIMITS: Limits = { timeoutSeconds: 900, memoryBytes: 6 * 2 ** 30 };
const MEMORY_CHECK_MS = 250;
/**
 * What keeps the process as large as it was after its first tracks: V8 would let the space of young objects grow (all of them are
 * dead at the end of a track), and glibc would keep a heap a thread.
 */
export const MEASURER_ARGUMENTS = ['--no-warnings', '--max-semi-space-size=4'] as const;
export const MEASURER_ENVIRONMENT = { MALLOC_ARENA_MAX: '2' } as const;

/** A pool of one child process that measures one track at a time; a child that is lost is replaced for the next track. */
export function createMeasurer({
  entry = ENTRY,
  limits = LIMITS,
  warn = () => undefined,
}: MeasurerOptions = {}): Measurer {
  let child: ChildProcess | undefined;
  const close = () => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  return {
    async measure(request, signal) {
      signal.throwIfAborted();
      child ??= start(entry);
      try {
        const answer = await ask(child, { request, limits, signal });
        answer.warnings?.forEach(warn);
        return result(answer);
      } catch (error) {
        if (error instanceof MeasurerLostError || signal.aborted) close();
        throw error;
      }
    },
    close,
  };
}

/** Nothing of this process's environment but PATH, so that no secret reaches a decoder; its end when this process ends. */
function start(entry: URL): ChildProcess {
  const env = { PATH: process.env['PATH'] ?? '', ...MEASURER_ENVIRONMENT };
  const child = fork(entry, {
    env,
    execArgv: [...MEASURER_ARGUMENTS],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  child.unref();
  return child;
}

interface Asking {
  request: MeasureRequest;
  limits: Limits;
  signal: AbortSignal;
}

async function ask(child: ChildProcess, { request, limits, signal }: Asking): Promise<MeasureAnswer> {
  const over = new AbortController();
  const timeout = AbortSignal.timeout(limits.timeoutSeconds * 1000);
  const lost = AbortSignal.any([signal, timeout, over.signal]);
  const watch = setInterval(() => {
    void residentBytes(child.pid).then((bytes) => {
      if (bytes > limits.memoryBytes)
        over.abort(new MeasurerLostError(`needed more than ${Math.round(limits.memoryBytes / 2 ** 20)} MB`));
    });
  }, MEMORY_CHECK_MS);
  const onExit = (code: number | null, by: string | null) =>
    over.abort(new MeasurerLostError(`ended its process (${by ?? `exit code ${code ?? 'unknown'}`})`));
  const onError = (error: Error) =>
    over.abort(new MeasurerLostError(`could not be given to a process (${error.message})`));
  child.once('exit', onExit).once('error', onError);
  try {
    child.send(request, (error) => error && onError(error));
    const [answer] = (await once(child, 'message', { signal: lost })) as [MeasureAnswer];
    return answer;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (timeout.aborted) throw new MeasurerLostError(`took longer than ${limits.timeoutSeconds} s`);
    throw over.signal.aborted ? (over.signal.reason as MeasurerLostError) : error;
  } finally {
    clearInterval(watch);
    child.removeListener('exit', onExit).removeListener('error', onError);
  }
}

function result(answer: MeasureAnswer): Measurement {
  switch (answer.outcome) {
    case 'measured':
      return answer.measurement;
    case 'unreadable':
      throw new UnreadableAudioError(answer.path, answer.reason);
    case 'impossible':
      throw new PermanentError(answer.reason, { service: 'models' });
    case 'failed':
      throw new Error(answer.reason);
  }
}
