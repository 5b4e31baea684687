import { createThreadPool, ThreadPoolError, type ThreadPool } from './index.ts';

describe.each([1, 2, 3])('a pool of %d threads', (threads) => {
  let pool: ThreadPool;
  beforeEach(async () => {
    pool = await createThreadPool({ threads, bytes: 1 << 20 });
  });
  afterEach(() => pool.close());

  /** Fills heaps of one key with "nobody": a kernel that writes one integer a place where anyone can see it. */
  const fill = (limits: number, ids: number, keys: number, [from, to]: [number, number]) => [
    keys,
    limits,
    1,
    ids,
    from,
    to,
  ];

  test('runs every call once over one memory, and the caller sees what they wrote', async () => {
    const [keys, limits, ids] = [pool.arena.doubles(1000), pool.arena.integers(1000), pool.arena.integers(1000)];
    ids.values.forEach((_, i) => (ids.values[i] = i % 3 === 0 ? -1 : i));
    const stretches = Array.from({ length: 20 }, (_, i): [number, number] => [50 * i, 50 * (i + 1)]);
    await pool.run(
      'knn',
      'clear',
      stretches.map((stretch) => fill(limits.pointer, ids.pointer, keys.pointer, stretch)),
    );
    expect([...limits.values]).toEqual([...ids.values].map((id) => (id < 0 ? -1 : 0x7fffffff)));
  });

  test('a stage begins when the one before it is done', async () => {
    const [keys, limits, ids] = [pool.arena.doubles(400), pool.arena.integers(400), pool.arena.integers(400)];
    // The second stage reads as ids what the first wrote as limits.
    ids.values.fill(-1);
    const chained = pool.arena.integers(400);
    const stretches = Array.from({ length: 8 }, (_, i): [number, number] => [50 * i, 50 * (i + 1)]);
    const shares: number[] = [];
    await pool.runStages(
      'knn',
      [
        { fn: 'clear', calls: stretches.map((s) => fill(limits.pointer, ids.pointer, keys.pointer, s)) },
        {
          fn: 'clear',
          calls: stretches.toReversed().map((s) => fill(chained.pointer, limits.pointer, keys.pointer, s)),
        },
        { fn: 'clear', calls: [] },
      ],
      (share) => shares.push(share),
    );
    expect(chained.values.every((value) => value === -1)).toBe(true);
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  test('a kernel that fails rejects, and the pool goes on', async () => {
    await expect(pool.run('knn', 'clear', [[-64, 0, 1, 0, 0, 1]])).rejects.toThrow(ThreadPoolError);
    await expect(pool.run('knn', 'nothing of the kind', [[1]])).rejects.toThrow(ThreadPoolError);
    await expect(pool.run('no-such-kernel', 'clear', [[1]])).rejects.toThrow('no-such-kernel');
    await pool.run('knn', 'clear', []);
  });
});

test('a pool that is closed under its work rejects', async () => {
  const pool = await createThreadPool({ threads: 2, bytes: 1 << 26 });
  const [keys, limits, ids] = [pool.arena.doubles(1e6), pool.arena.integers(1e6), pool.arena.integers(1e6)];
  const work = pool.run(
    'knn',
    'clear',
    Array.from({ length: 5000 }, () => [keys.pointer, limits.pointer, 1, ids.pointer, 0, 1e6]),
  );
  await Promise.all([pool.close(), expect(work).rejects.toThrow(ThreadPoolError)]);
  await expect(pool.run('knn', 'clear', [])).rejects.toThrow(ThreadPoolError);
});

test('one run at a time, and at least one thread', async () => {
  const pool = await createThreadPool({ threads: 2, bytes: 1 << 16 });
  const [first, second] = await Promise.allSettled([pool.run('knn', 'clear', []), pool.run('knn', 'clear', [])]);
  expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
  await pool.close();
  await expect(createThreadPool({ threads: 0, bytes: 1 << 16 })).rejects.toThrow(RangeError);
});
