import type { ThreadPool } from '../threads/index.ts';

/** A lock for each thread's scratch and heaps, and a -1 behind them. */
export function makeLocks({ arena, threads }: ThreadPool): number {
  const locks = arena.integers(threads + 1);
  locks.values.fill(0);
  locks.values[threads] = -1;
  return locks.pointer;
}
