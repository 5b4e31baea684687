import type { Memory } from './webassembly.ts';
import { webAssembly } from './webassembly.ts';

const PAGE_BYTES = 65_536;
/** Wide enough for every vector and for a cache line. */
const ALIGNMENT_BYTES = 64;

/** A stretch of an arena's memory: where kernels find it, and the same stretch for JavaScript. */
export interface Buffered<Values> {
  /** In bytes from the start of the memory. */
  readonly pointer: number;
  readonly values: Values;
}

/**
 * One WebAssembly memory that several kernels share. It never grows, so that views of it stay valid; what is allocated lives as
 * long as the arena. Pages that nobody writes take no memory of the machine.
 */
export class Arena {
  readonly memory: Memory;
  /** Nothing lies at 0, so that a pointer of 0 stays a mistake. */
  #end = ALIGNMENT_BYTES;

  /** `shared`: for kernels that are compiled for shared memory, which several threads see. */
  constructor(bytes: number, { shared = false }: { shared?: boolean } = {}) {
    const pages = Math.ceil(bytes / PAGE_BYTES);
    this.memory = new webAssembly.Memory({ initial: pages, maximum: pages, shared });
  }

  floats(length: number): Buffered<Float32Array> {
    const pointer = this.allocate(length * 4);
    return { pointer, values: new Float32Array(this.memory.buffer, pointer, length) };
  }

  doubles(length: number): Buffered<Float64Array> {
    const pointer = this.allocate(length * 8);
    return { pointer, values: new Float64Array(this.memory.buffer, pointer, length) };
  }

  integers(length: number): Buffered<Int32Array> {
    const pointer = this.allocate(length * 4);
    return { pointer, values: new Int32Array(this.memory.buffer, pointer, length) };
  }

  /** @throws RangeError when the arena is full: it was made too small for its kernels. */
  allocate(bytes: number): number {
    const pointer = this.#end;
    const end = pointer + Math.ceil(bytes / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
    if (end > this.memory.buffer.byteLength)
      throw new RangeError(`The arena of ${this.memory.buffer.byteLength} bytes has no room for ${bytes} more.`);
    this.#end = end;
    return pointer;
  }
}
