/** Time to wait by, in milliseconds of a clock that only goes forward. Tests pass their own. */
export interface Timers {
  now(): number;
  /** Calls once after `milliseconds`; the result cancels it. */
  after(milliseconds: number, call: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => performance.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Waits, or returns early when the signal aborts. */
export function wait(timers: Timers, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const end = () => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = timers.after(milliseconds, end);
    signal?.addEventListener('abort', end);
  });
}

/** Waits for work, at most so long. */
export async function atMost(timers: Timers, milliseconds: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  await Promise.race([work, wait(timers, milliseconds, over.signal)]);
  over.abort();
}

export interface Backoff {
  baseMilliseconds: number;
  maxMilliseconds: number;
}

/** The wait before try `attempt` (0 is the first repetition): doubling to a limit, of which chance takes away up to a half. */
export function backoffMilliseconds(
  { baseMilliseconds, maxMilliseconds }: Backoff,
  attempt: number,
  random: () => number,
): number {
  return Math.min(maxMilliseconds, baseMilliseconds * 2 ** Math.min(attempt, 40)) * (1 - random() / 2);
}

/** Lets `ratePerSecond` through on average and `burst` at once. */
export class TokenBucket {
  readonly #timers: Timers;
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(timers: Timers, ratePerSecond: number, burst: number) {
    this.#timers = timers;
    this.#rate = ratePerSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = timers.now();
  }

  /** Takes a token where there is one. */
  tryTake(): boolean {
    this.#fill();
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Takes a token, of the future if need be: the milliseconds until it is there. */
  reserve(): number {
    this.#fill();
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.#rate) * 1000;
  }

  #fill(): void {
    const now = this.#timers.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#rate);
    this.#at = now;
  }
}
