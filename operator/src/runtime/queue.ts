import { backoffMilliseconds, TokenBucket, type Backoff, type Timers } from './timers.ts';

export interface QueueOptions {
  timers: Timers;
  random: () => number;
  backoff?: Backoff;
  /** Retries of all keys together: so many a second, so many at once. */
  retryRate?: { perSecond: number; burst: number };
  /** Told each change: the keys that wait, and how long the key that was taken had waited. */
  onDepth?: (depth: number) => void;
  onTaken?: (waitedSeconds: number) => void;
}

/** 24 days: what a timer of Node.js can hold. */
const longestDelayMilliseconds = 2 ** 31 - 1;

/**
 * Keys that want work, first come first served. A key waits at most once, is worked on by one at a time, and one that is added
 * while it is worked on comes again afterwards (client-go's dirty and processing sets). A later wish never delays an earlier one.
 */
export class WorkQueue {
  readonly #options: Required<Pick<QueueOptions, 'timers' | 'random' | 'backoff'>> & QueueOptions;
  readonly #retries: TokenBucket;
  /** In the order of arrival, with the time they came. */
  readonly #waiting = new Map<string, number>();
  readonly #processing = new Set<string>();
  /** Added while they were worked on. */
  readonly #again = new Map<string, number>();
  readonly #later = new Map<string, { at: number; cancel: () => void }>();
  readonly #failures = new Map<string, number>();
  #takers: ((key: string | undefined) => void)[] = [];
  #closed = false;
  #onEmpty: (() => void)[] = [];

  constructor(options: QueueOptions) {
    this.#options = { backoff: { baseMilliseconds: 200, maxMilliseconds: 60_000 }, ...options };
    const { perSecond, burst } = options.retryRate ?? { perSecond: 10, burst: 100 };
    this.#retries = new TokenBucket(options.timers, perSecond, burst);
  }

  /** Keys that wait to be taken now. */
  get depth(): number {
    return this.#waiting.size;
  }

  add(key: string): void {
    if (this.#closed || this.#waiting.has(key) || this.#again.has(key)) return;
    const now = this.#options.timers.now();
    if (this.#processing.has(key)) this.#again.set(key, now);
    else this.#put(key, now);
  }

  /** Adds the key after a while (Infinity: not at all); an earlier time that is already set stays. */
  addAfter(key: string, milliseconds: number): void {
    if (this.#closed) return;
    if (milliseconds <= 0) {
      this.add(key);
      return;
    }
    // Never, or too far away for a timer: the resync comes first.
    if (milliseconds > longestDelayMilliseconds) return;
    const at = this.#options.timers.now() + milliseconds;
    const set = this.#later.get(key);
    if (set && set.at <= at) return;
    set?.cancel();
    const cancel = this.#options.timers.after(milliseconds, () => {
      this.#later.delete(key);
      this.add(key);
    });
    this.#later.set(key, { at, cancel });
  }

  /** Adds a key that failed, after a backoff that doubles with each failure since `forget`. Gives the milliseconds until then. */
  retry(key: string, atLeastMilliseconds = 0): number {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    const { backoff, random } = this.#options;
    const delay = Math.max(
      backoffMilliseconds(backoff, failures, random),
      this.#retries.reserve(),
      atLeastMilliseconds,
    );
    this.addAfter(key, delay);
    return delay;
  }

  /** The key succeeded: its next failure waits the shortest time again. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  failures(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  /** The next key, when there is one; undefined once the queue is closed. Every key that was taken is given to `done`. */
  next(): Promise<string | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    const key = this.#take();
    return key === undefined ? new Promise((resolve) => this.#takers.push(resolve)) : Promise.resolve(key);
  }

  done(key: string): void {
    this.#processing.delete(key);
    const since = this.#again.get(key);
    this.#again.delete(key);
    if (since !== undefined && !this.#closed) this.#put(key, since);
    if (this.#processing.size === 0) for (const call of this.#onEmpty.splice(0)) call();
  }

  /** Takes no more keys and gives none out; resolves when the last that was taken is done. */
  async drain(): Promise<void> {
    this.#closed = true;
    for (const { cancel } of this.#later.values()) cancel();
    for (const map of [this.#later, this.#waiting, this.#again]) map.clear();
    for (const taker of this.#takers.splice(0)) taker(undefined);
    this.#options.onDepth?.(0);
    if (this.#processing.size > 0) await new Promise<void>((resolve) => this.#onEmpty.push(resolve));
  }

  #put(key: string, since: number): void {
    this.#waiting.set(key, since);
    const taker = this.#takers.shift();
    if (taker) taker(this.#take());
    else this.#options.onDepth?.(this.#waiting.size);
  }

  #take(): string | undefined {
    const first = this.#waiting.entries().next();
    if (first.done) return undefined;
    const [key, since] = first.value;
    this.#waiting.delete(key);
    this.#processing.add(key);
    // The reconcile that begins now sees what a planned one would have seen.
    this.#later.get(key)?.cancel();
    this.#later.delete(key);
    this.#options.onDepth?.(this.#waiting.size);
    this.#options.onTaken?.((this.#options.timers.now() - since) / 1000);
    return key;
  }
}
