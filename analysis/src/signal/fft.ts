import loadPffft from '@echogarden/pffft-wasm/simd';

const pffft = await loadPffft();
const instances = new Map<number, RealFft>();

/**
 * The real FFT of one size, shared by all callers: its buffers live as long as the process.
 * @param size number of real samples: a multiple of 32 whose only prime factors are 2, 3 and 5
 */
export function realFft(size: number): RealFft {
  let instance = instances.get(size);
  if (!instance) {
    instance = new RealFft(size);
    instances.set(size, instance);
  }
  return instance;
}

/**
 * Real FFT (pffft compiled to WebAssembly, single precision, unnormalised).
 * Spectra are packed as pffft orders them: [re(0), re(size/2), re(1), im(1), re(2), im(2), …].
 */
export class RealFft {
  readonly size: number;
  readonly #setup: number;
  readonly #time: number;
  readonly #spectrum: number;
  readonly #work: number;

  constructor(size: number) {
    this.size = size;
    this.#setup = pffft._pffft_new_setup(size, 0);
    if (this.#setup === 0)
      throw new RangeError(`No real FFT of size ${size}: it must be a multiple of 32 with factors 2, 3 and 5 only.`);
    this.#time = pffft._pffft_aligned_malloc(size * 4);
    this.#spectrum = pffft._pffft_aligned_malloc(size * 4);
    this.#work = pffft._pffft_aligned_malloc(size * 4);
  }

  /** The samples: written before `forward`, read after `inverse`. Fetch it anew for each transform. */
  get time(): Float32Array {
    return pffft.HEAPF32.subarray(this.#time >> 2, (this.#time >> 2) + this.size);
  }

  /** The packed spectrum: read after `forward`, written before `inverse`. Fetch it anew for each transform. */
  get spectrum(): Float32Array {
    return pffft.HEAPF32.subarray(this.#spectrum >> 2, (this.#spectrum >> 2) + this.size);
  }

  forward(): void {
    pffft._pffft_transform_ordered(this.#setup, this.#time, this.#spectrum, this.#work, 0);
  }

  /** Unnormalised: a forward and an inverse transform multiply by `size`. */
  inverse(): void {
    pffft._pffft_transform_ordered(this.#setup, this.#spectrum, this.#time, this.#work, 1);
  }
}
