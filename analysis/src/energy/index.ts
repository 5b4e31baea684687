export type { Hpss, SeparatedBlock, SeparatedVisitor } from './hpss.ts';
export { createHpss } from './hpss.ts';
