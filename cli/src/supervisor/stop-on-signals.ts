/** What can be stopped, in order or at once. */
export interface Stoppable {
  stop(): Promise<void>;
  kill(): void;
}

export interface SignalStop {
  /** Names what the signals stop; may be called as soon as there is anything. */
  readonly arm: (target: Stoppable) => void;
  /** Aborts with the first signal. */
  readonly stopping: AbortSignal;
  /** Resolves when everything has been stopped after a signal. */
  readonly stopped: Promise<void>;
}

/** A terminal and a wrapper may both hand on the same Ctrl-C. */
const sameSignalMilliseconds = 1000;

/**
 * Ctrl-C, SIGTERM, SIGHUP and the end of the program that started this one stop everything in order; a second one, a second or more
 * later, at once.
 */
export function stopOnSignals(say: (line: string) => void, now: () => number = Date.now): SignalStop {
  const stopping = new AbortController();
  const targets: Stoppable[] = [];
  let firstAt = 0;
  let settle: () => void;
  const stopped = new Promise<void>((resolve) => (settle = resolve));
  const onSignal = (): void => {
    if (!stopping.signal.aborted) {
      firstAt = now();
      stopping.abort();
      say('Stopping … (Ctrl-C again stops at once)');
      void Promise.allSettled(targets.map((target) => target.stop())).then(() => {
        say('Stopped. Nothing is lost; the next start goes on.');
        settle();
      });
    } else if (now() - firstAt >= sameSignalMilliseconds) {
      for (const target of targets) target.kill();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  process.once('disconnect', onSignal);
  return { arm: (target) => void targets.push(target), stopping: stopping.signal, stopped };
}
