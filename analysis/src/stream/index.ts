export type { BlockVisitor, SpectrumBlock, Stage } from './spectrum-block.ts';
export { BLOCK_FRAMES } from './spectrum-block.ts';
export type { StftOptions } from './stft.ts';
export { createStft } from './stft.ts';
export type { Rates } from './resample.ts';
export { createResampler } from './resample.ts';
