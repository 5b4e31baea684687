export type { OnProgress, ThreadPool } from './pool.ts';
export { createThreadPool, ThreadPoolError } from './pool.ts';
export type { Stage } from './stage.ts';
export { withPool } from './with-pool.ts';
