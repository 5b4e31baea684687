import type { OnProgress, ThreadPool } from '../threads/index.ts';
import type { Job } from './jobs.ts';
import { makeLocks } from './locks.ts';
import type { Packing } from './pack.ts';
import { ranges } from './ranges.ts';

/** The best of those that each place was compared with; `keys` points to the heaps. */
export interface Found {
  readonly size: number;
  readonly keys: number;
  readonly locks: number;
  readonly scratch: number;
  /** Compares more, and each place keeps its best. No pair may come twice. */
  compare(jobs: readonly (readonly Job[])[], onProgress?: OnProgress): Promise<void>;
}

export function comparing(packing: Packing, { size, pool }: { size: number; pool: ThreadPool }): Found {
  const { arena, threads } = pool;
  const { places, ids } = packing;
  const setBytes = places * size * 8;
  const limitBytes = places * 4;
  const keys = arena.allocate(setBytes * threads);
  const limits = arena.allocate(limitBytes * threads);
  const scratch = arena.allocate(512 * threads);
  const locks = makeLocks(pool);
  const clear = (sets: readonly number[]) =>
    pool.run(
      'knn',
      'clear',
      sets.flatMap((set) =>
        ranges(places, 4096).map((range) => [
          ...[keys + set * setBytes, limits + set * limitBytes, size, ids.pointer, ...range],
        ]),
      ),
    );
  let begun = false;
  return {
    size,
    keys,
    locks,
    scratch,
    compare: async (jobs, onProgress) => {
      const sets = Array.from({ length: threads }, (_, set) => set);
      await clear(begun ? sets.slice(1) : sets);
      begun = true;
      const table = arena.integers(jobs.reduce((sum, list) => sum + 4 * list.length, 0));
      table.values.set(jobs.flat(2));
      let from = 0;
      const calls = jobs.map((list) => {
        const to = from + list.length;
        const call = [
          ...[table.pointer, from, to, packing.packed, packing.pairs, packing.squares, ids.pointer, size],
          ...[locks, keys, setBytes, limits, limitBytes, scratch],
        ];
        from = to;
        return call;
      });
      await pool.run('knn', 'compare', calls, onProgress);
      if (threads === 1) return;
      const merges = ranges(places, 1024).map((range) => [...range, threads, size, keys, setBytes, limits]);
      await pool.run('knn', 'merge', merges);
    },
  };
}
