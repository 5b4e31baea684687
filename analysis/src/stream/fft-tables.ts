import type { Arena } from '../kernels/index.ts';

/** What `analysis/kernels/lib/fft.ts` needs of one size, as pointers into the arena. */
export interface FftTables {
  /** Complex elements: half the real samples. */
  readonly size: number;
  readonly twiddles: number;
  readonly unpack: number;
  /** The group of four elements that holds the outputs r, r + size/4, … after the last pass, for r from 0 to size/4 - 1. */
  readonly groupOf: Int32Array;
}

const SMALLEST = 64;
const LARGEST = 4096;
const ENTRY_BYTES = 40;
/** Of four complex elements of four lanes. */
const GROUP_BYTES = 128;

/**
 * Tables of a real transform of `realSize` samples (or a complex one of half as many), computed in double precision.
 * @param realSize a power of two from 128 to 8192
 */
export function fftTables(arena: Arena, realSize: number): FftTables {
  const size = realSize / 2;
  if (size < SMALLEST || size > LARGEST || !Number.isInteger(Math.log2(size)))
    throw new RangeError(
      `No transform of ${realSize} samples: it must be a power of two from ${2 * SMALLEST} to ${2 * LARGEST}.`,
    );
  const radices = radicesOf(size);
  const twiddles = arena.floats(3 * size);
  twiddles.values.set(twiddleFactors(size, radices));
  const groupOf = groupsOf(size, radices);
  return { size, twiddles: twiddles.pointer, unpack: unpackTable(arena, size, groupOf), groupOf };
}

/** What an inverse transform needs beside them (`analysis/kernels/lib/synthesis.ts`), as pointers. */
export function inverseTables(arena: Arena, { size, groupOf }: FftTables): { turns: number; order: number } {
  const turns = arena.floats(size + 2);
  for (let k = 0; k <= size / 2; k++) {
    turns.values[2 * k] = Math.cos((Math.PI * k) / size);
    turns.values[2 * k + 1] = Math.sin((Math.PI * k) / size);
  }
  const order = arena.integers(groupOf.length);
  order.values.set(groupOf.map((group) => group * GROUP_BYTES));
  return { turns: turns.pointer, order: order.pointer };
}

/** Of the passes from first to last: fours, and a two in the second place where the size is no power of four. */
function radicesOf(size: number): number[] {
  const fours = Math.floor(Math.log2(size) / 2);
  const radices = new Array<number>(fours).fill(4);
  if (Math.log2(size) % 2 === 1) radices.splice(1, 0, 2);
  return radices;
}

/** Pass by pass, butterfly by butterfly: the factors of all outputs but the first. The last pass has none. */
function twiddleFactors(size: number, radices: readonly number[]): number[] {
  const factors: number[] = [];
  let span = size;
  for (const radix of radices.slice(0, -1)) {
    for (let n = 0; n < span / radix; n++)
      for (let output = 1; output < radix; output++) factors.push(...turn((n * output) / span));
    span /= radix;
  }
  return factors;
}

/** The digits of r, lowest first, are those of the group's place, highest first. */
function groupsOf(size: number, radices: readonly number[]): Int32Array {
  return Int32Array.from({ length: size / 4 }, (_, r) => {
    let group = 0;
    let rest = r;
    for (const radix of radices.slice(0, -1)) {
      group = group * radix + (rest % radix);
      rest = Math.floor(rest / radix);
    }
    return group;
  });
}

/** For r from 0 to size/8: where the groups of r and of size/4 - r start, in bytes, and the factors of bins r + j · size/4. */
function unpackTable(arena: Arena, size: number, groupOf: Int32Array): number {
  const entries = size / 8 + 1;
  const pointer = arena.allocate(entries * ENTRY_BYTES);
  const view = new DataView(arena.memory.buffer, pointer, entries * ENTRY_BYTES);
  for (let r = 0; r < entries; r++) {
    const at = r * ENTRY_BYTES;
    view.setInt32(at, groupOf[r]! * GROUP_BYTES, true);
    view.setInt32(at + 4, groupOf[(size / 4 - r) % (size / 4)]! * GROUP_BYTES, true);
    for (let j = 0; j < 4; j++) {
      const [re, im] = turn((r + (j * size) / 4) / (2 * size));
      view.setFloat32(at + 8 + 8 * j, re, true);
      view.setFloat32(at + 12 + 8 * j, im, true);
    }
  }
  return pointer;
}

/** e^(-2πi · turns) */
function turn(turns: number): [re: number, im: number] {
  return [Math.cos(2 * Math.PI * turns), -Math.sin(2 * Math.PI * turns)];
}
