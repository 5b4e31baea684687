import { createThreadPool, type ThreadPool } from './pool.ts';

/** Does some work with a pool of its own, which is closed behind it. */
export async function withPool<T>(
  size: { threads: number; bytes: number },
  work: (pool: ThreadPool) => Promise<T>,
): Promise<T> {
  const pool = await createThreadPool(size);
  try {
    return await work(pool);
  } finally {
    await pool.close();
  }
}
