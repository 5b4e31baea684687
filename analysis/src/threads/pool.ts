import { setImmediate as breathe } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Arena, compileKernel, loadKernel } from '../kernels/index.ts';
import type { Functions, Stage, Work } from './stage.ts';
import { controlLength, countDone, stop } from './stage.ts';

/** Threads that run kernels over one shared memory. What comes out must not depend on which thread ran what. */
export interface ThreadPool {
  readonly threads: number;
  /** The memory that all threads see. Its kernels are those that are compiled for shared memory (`analysis/kernels/README.md`). */
  readonly arena: Arena;
  /** Runs a function of a kernel once for each entry of `calls`, in any order, on whichever thread is free. */
  run(kernel: string, fn: string, calls: Stage['calls'], onProgress?: OnProgress): Promise<void>;
  /** Runs stages one after another, the calls of each as `run` does. The threads wait for each other without the caller, in microseconds. */
  runStages(kernel: string, stages: readonly Stage[], onProgress?: OnProgress): Promise<void>;
  /** The kernel's functions on the calling thread. */
  local(kernel: string): unknown;
  /** Ends the threads; a run that is under way rejects. */
  close(): Promise<void>;
}

/** Told now and then which share of the calls is done. */
export type OnProgress = (share: number) => void;

/** A thread of the pool failed, or the pool was closed under its work. */
export class ThreadPoolError extends Error {
  override readonly name = 'ThreadPoolError';
}

/**
 * Starts a pool of `threads` worker threads over one shared memory of `bytes`. One thread needs no worker: its calls run on the
 * calling thread, which lets other work in between. One run at a time. The workers do not keep the process alive while they
 * have nothing to do; `close` ends them.
 *
 * @throws RangeError for less than one thread
 */
export async function createThreadPool({ threads, bytes }: { threads: number; bytes: number }): Promise<ThreadPool> {
  if (!(Number.isInteger(threads) && threads >= 1)) throw new RangeError(`A pool needs a thread, not ${threads}.`);
  const arena = new Arena(bytes, { shared: true });
  const local = localKernels(arena);
  if (threads === 1) return { threads, arena, local, ...onThisThread(local), close: () => Promise.resolve() };
  const members = await Promise.all(Array.from({ length: threads }, () => startMember(arena)));
  return { threads, arena, local, ...onMembers(members) };
}

function localKernels(arena: Arena): (kernel: string) => unknown {
  const loaded = new Map<string, unknown>();
  return (kernel) => {
    if (!loaded.has(kernel)) loaded.set(kernel, loadKernel(kernel, arena));
    return loaded.get(kernel);
  };
}

type Runs = Pick<ThreadPool, 'run' | 'runStages'>;

function onThisThread(local: (kernel: string) => unknown): Runs {
  const runStages: ThreadPool['runStages'] = async (kernel, stages, onProgress) => {
    const functions = local(kernel) as Functions;
    const all = countCalls(stages);
    let done = 0;
    let breathed = performance.now();
    for (const { fn, calls } of stages) {
      for (const call of calls) {
        callOrFail(functions, fn, call);
        done++;
        if (performance.now() - breathed < BREATH_MS) continue;
        onProgress?.(done / all);
        await breathe();
        breathed = performance.now();
      }
    }
  };
  return { runStages, run: (kernel, fn, calls, onProgress) => runStages(kernel, [{ fn, calls }], onProgress) };
}

function callOrFail(functions: Functions, fn: string, call: readonly number[]): void {
  try {
    functions[fn]!(...call);
  } catch (cause) {
    throw new ThreadPoolError(`A kernel failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function onMembers(members: readonly Member[]): Runs & Pick<ThreadPool, 'close'> {
  let running: Int32Array | null = null;
  const runStages: ThreadPool['runStages'] = async (kernel, stages, onProgress) => {
    if (running !== null) throw new ThreadPoolError('The pool is at work already: one run at a time.');
    const module = compileKernel(kernel);
    const control = new Int32Array(new SharedArrayBuffer(4 * controlLength(stages.length)));
    const task: Work = { kernel, module, stages, control };
    running = control;
    const all = countCalls(stages);
    const timer =
      onProgress && setInterval(() => onProgress(countDone(control, stages.length) / Math.max(1, all)), BREATH_MS);
    try {
      const ends = await Promise.allSettled(members.map((member) => member.run(task)));
      const failed = ends.find((end) => end.status === 'rejected');
      if (failed) throw failed.reason;
    } finally {
      clearInterval(timer);
      running = null;
    }
  };
  return {
    runStages,
    run: (kernel, fn, calls, onProgress) => runStages(kernel, [{ fn, calls }], onProgress),
    close: async () => {
      if (running) stop(running);
      await Promise.all(members.map((member) => member.end()));
    },
  };
}

const countCalls = (stages: readonly Stage[]) => stages.reduce((sum, { calls }) => sum + calls.length, 0);

/** How often other work gets a turn, and the caller hears of the progress. */
const BREATH_MS = 50;

interface Member {
  run(task: Work): Promise<void>;
  end(): Promise<void>;
}

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
  control: Int32Array | null;
}

async function startMember({ memory }: Arena): Promise<Member> {
  const worker = new Worker(new URL(`./worker${import.meta.url.slice(-3)}`, import.meta.url), {
    workerData: { memory },
  });
  let dead: Error | null = null;
  let waiting: Waiting | null = null;
  const settle = (error: Error | null) => {
    const settled = waiting;
    waiting = null;
    worker.unref();
    if (error === null) {
      settled?.resolve();
      return;
    }
    // The others must not wait for a call that nobody will finish.
    if (settled?.control) stop(settled.control);
    settled?.reject(error);
  };
  const die = (error: Error) => {
    dead ??= error;
    settle(dead);
  };
  worker.on('message', ({ failure }: { failure: string | null }) =>
    settle(failure === null ? null : new ThreadPoolError(`A kernel failed: ${failure}`)),
  );
  worker.on('error', (error) => die(new ThreadPoolError('A thread of the pool died.', { cause: error })));
  worker.on('exit', (code) => die(new ThreadPoolError(`A thread of the pool ended (code ${code}).`)));

  const wait = (control: Int32Array | null) =>
    new Promise<void>((resolve, reject) => {
      if (dead) {
        reject(dead);
        return;
      }
      worker.ref();
      waiting = { resolve, reject, control };
    });
  await wait(null);
  return {
    run: (task) => {
      const done = wait(task.control);
      if (!dead) worker.postMessage(task);
      return done;
    },
    end: async () => {
      await worker.terminate();
    },
  };
}
