/** The functions of `analysis/kernels/log-mel.ts`. Pointers are in bytes. */
export interface LogMelKernel {
  squareBlock(block: number, bins: number): void;
  logMelBlock(
    block: number,
    filters: number,
    weights: number,
    bands: number,
    scratch: number,
    output: number,
    gain: number,
    bias: number,
    floor: number,
    scale: number,
    offset: number,
  ): void;
}
