/** Where the time goes. Work inside other work counts for the inner alone. */
export interface Stopwatch {
  during<Result>(stage: string, work: () => Result): Result;
  /** Milliseconds of each stage since the last reset. */
  milliseconds(): Record<string, number>;
  reset(): void;
}

/** @param now milliseconds of a clock that never goes back */
export function createStopwatch(now: () => number): Stopwatch {
  const spent = new Map<string, number>();
  let current: string | undefined;
  let since = 0;
  function change(to: string | undefined): void {
    const moment = now();
    if (current !== undefined) spent.set(current, (spent.get(current) ?? 0) + moment - since);
    since = moment;
    current = to;
  }
  return {
    during(stage, work) {
      const outer = current;
      change(stage);
      try {
        return work();
      } finally {
        change(outer);
      }
    },
    milliseconds: () => Object.fromEntries(spent),
    reset: () => spent.clear(),
  };
}
