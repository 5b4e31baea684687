import type { Timers } from './timers.ts';

/** A clock that stands still until the test moves it. */
export class FakeTimers implements Timers {
  #now = 0;
  #sequence = 0;
  readonly #calls = new Map<number, { at: number; call: () => void }>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, call: () => void): () => void {
    const id = (this.#sequence += 1);
    this.#calls.set(id, { at: this.#now + Math.max(0, milliseconds), call });
    return () => {
      this.#calls.delete(id);
    };
  }

  /** Moves on, calling what falls due in its order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const due = [...this.#calls]
        .filter(([, { at }]) => at <= end)
        .sort(([a, one], [b, other]) => one.at - other.at || a - b)[0];
      if (!due) break;
      this.#calls.delete(due[0]);
      this.#now = due[1].at;
      due[1].call();
    }
    this.#now = end;
  }

  /** Moves on in steps, and lets promises settle between them. */
  async advanceSlowly(milliseconds: number, step = 100): Promise<void> {
    for (let moved = 0; moved < milliseconds; moved += step) {
      this.advance(Math.min(step, milliseconds - moved));
      await settled();
    }
  }

  get pending(): number {
    return this.#calls.size;
  }
}

/** Lets every promise that can settle do so. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A seeded [0, 1) (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const silentLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
