/** Calls that may run at once and in any order; a stage begins when the one before it is done. */
export interface Stage {
  /** The kernel's function. */
  readonly fn: string;
  /** The arguments of each call: numbers, pointers among them. */
  readonly calls: readonly (readonly number[])[];
}

/** What a worker is told: the control block (see `work`) travels as shared memory, the kernel compiled. */
export interface Work {
  readonly kernel: string;
  readonly module: object;
  readonly stages: readonly Stage[];
  readonly control: Int32Array;
}

export type Functions = Readonly<Record<string, (...values: number[]) => unknown>>;

/** The control block: a flag that ends the work early, then for each stage how many calls were taken and how many are done. */
export const controlLength = (stages: number) => 1 + 2 * stages;
const STOPPED = 0;
const takenOf = (stage: number) => 1 + 2 * stage;
const doneOf = (stage: number) => 2 + 2 * stage;

/** Takes calls until none is left, beside other threads that do the same over the same control block. */
export function work(stages: readonly Stage[], functions: Functions, control: Int32Array): void {
  stages.forEach(({ fn, calls }, stage) => {
    for (;;) {
      if (Atomics.load(control, STOPPED) === 1) return;
      const taken = Atomics.add(control, takenOf(stage), 1);
      if (taken >= calls.length) break;
      functions[fn]!(...calls[taken]!);
      if (Atomics.add(control, doneOf(stage), 1) + 1 === calls.length) Atomics.notify(control, doneOf(stage));
    }
    awaitStage(control, doneOf(stage), calls.length);
  });
}

/** Ends the work of every thread after the call that it is in. */
export function stop(control: Int32Array): void {
  Atomics.store(control, STOPPED, 1);
}

/** How many calls of all stages are done. */
export function countDone(control: Int32Array, stages: number): number {
  let done = 0;
  for (let stage = 0; stage < stages; stage++) done += Atomics.load(control, doneOf(stage));
  return done;
}

/** Stages are often much shorter than a thread takes to fall asleep and wake: it looks for a while before it does. */
function awaitStage(control: Int32Array, at: number, calls: number): void {
  for (let look = 0; look < LOOKS; look++) if (Atomics.load(control, at) >= calls) return;
  for (;;) {
    const done = Atomics.load(control, at);
    if (done >= calls || Atomics.load(control, STOPPED) === 1) return;
    Atomics.wait(control, at, done, LONGEST_SLEEP_MS);
  }
}

const LOOKS = 5000;
/** The last call of a stage wakes the sleepers; this is for the case that a thread died in it. */
const LONGEST_SLEEP_MS = 50;
