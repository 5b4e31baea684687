declare module '@echogarden/pffft-wasm/simd' {
  export interface Pffft {
    /** Current view of the module's memory; replaced whenever that memory grows. */
    readonly HEAPF32: Float32Array<ArrayBuffer>;
    _pffft_new_setup(size: number, transform: 0 | 1): number;
    _pffft_aligned_malloc(bytes: number): number;
    _pffft_transform_ordered(setup: number, input: number, output: number, work: number, direction: 0 | 1): void;
  }
  export default function load(): Promise<Pffft>;
}
