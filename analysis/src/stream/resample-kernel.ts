/** The functions of `analysis/kernels/resample.ts`. Pointers are in bytes. */
export interface ResampleKernel {
  analyse(
    source: number,
    hopBytes: number,
    window: number,
    data: number,
    size: number,
    twiddles: number,
    unpack: number,
    output: number,
  ): void;
  synthesise(
    spectrum: number,
    response: number,
    turns: number,
    data: number,
    size: number,
    twiddles: number,
    order: number,
    output: number,
    from: number,
    to: number,
  ): void;
  interpolateExact(
    source: number,
    filters: number,
    taps: number,
    up: number,
    down: number,
    phase: number,
    output: number,
    count: number,
  ): void;
  interpolateBetween(
    source: number,
    filters: number,
    taps: number,
    rows: number,
    up: number,
    down: number,
    phase: number,
    output: number,
    count: number,
  ): void;
}
