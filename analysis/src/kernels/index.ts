export type { Buffered } from './arena.ts';
export { Arena } from './arena.ts';
export { loadKernel } from './load-kernel.ts';
