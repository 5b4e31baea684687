import type { Arena, Buffered } from '../kernels/index.ts';

/** Silence before the first sample, as far as the first filters reach. */
const SILENCE_SAMPLES = 256;

/** A stretch of a signal in an arena that moves on: what nobody needs any more makes room for what comes. */
export class Stretch {
  readonly #buffer: Buffered<Float32Array>;
  /** Index in the signal of the buffer's first sample. */
  #start = -SILENCE_SAMPLES;
  #end = 0;

  constructor(arena: Arena, samples: number) {
    this.#buffer = arena.floats(samples);
  }

  /** Index in the signal after the last sample. */
  get end(): number {
    return this.#end;
  }

  reset(): void {
    this.#buffer.values.fill(0, 0, SILENCE_SAMPLES);
    this.#start = -SILENCE_SAMPLES;
    this.#end = 0;
  }

  /** Where a sample lies, in bytes. */
  pointerTo(index: number): number {
    return this.#buffer.pointer + (index - this.#start) * 4;
  }

  forgetBefore(index: number): void {
    const from = Math.min(index, this.#end);
    if (from <= this.#start) return;
    this.#buffer.values.copyWithin(0, from - this.#start, this.#end - this.#start);
    this.#start = from;
  }

  append(samples: Float32Array): void {
    this.#buffer.values.set(samples, this.#end - this.#start);
    this.#end += samples.length;
  }

  appendSilence(samples: number): void {
    const from = this.#end - this.#start;
    this.#buffer.values.fill(0, from, from + samples);
    this.#end += samples;
  }

  /** Room for samples that the caller writes; where it begins, in bytes. */
  grow(samples: number): number {
    const at = this.pointerTo(this.#end);
    this.#end += samples;
    return at;
  }
}
