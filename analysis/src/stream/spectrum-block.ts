/** Frames side by side in a block: two vectors of four 32-bit floats. */
export const BLOCK_FRAMES = 8;

/**
 * |STFT| of up to 8 consecutive frames in an arena: f32 `[bin][8]`, bin by bin, the 8 frames of a bin side by side. The values stay
 * until the next block is made; lanes beyond `frames` are zero.
 */
export interface SpectrumBlock {
  readonly pointer: number;
  /** fftSize / 2 + 1. */
  readonly bins: number;
  readonly firstFrame: number;
  /** 1 to 8; fewer than 8 only in the last block of a track. */
  readonly frames: number;
}

export type BlockVisitor = (block: SpectrumBlock) => void;

/**
 * Takes a signal in pieces of any length and hands on what it makes of it; `finish` once, after the last piece. `reset` makes it ready
 * for the next signal.
 */
export interface Stage<Output> {
  push(samples: Float32Array, visit: (output: Output) => void): void;
  finish(visit: (output: Output) => void): void;
  reset(): void;
}
