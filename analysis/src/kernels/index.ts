export type { Buffered } from './arena.ts';
export { Arena } from './arena.ts';
export { compileKernel, loadKernel } from './load-kernel.ts';
