import type { Arena } from '../../kernels/index.ts';
import type { Curve } from './curve.ts';

const BYTES = 768;

/** 2^f and log2(1 + f) for f from 0 to 1 by least greatest error: 7.5e-5 of the value, and 1.0e-4. */
const EXP2 = [0.999925218548245, 0.6958335281059328, 0.22606714276414835, 0.07802455105607012];
const LOG2 = [1.4390142690449077, -0.6799425607274786, 0.32559417956688813, -0.08476819854541238];

/** The constants of `analysis/kernels/lib/power.ts`, each four times over, from the pointer returned on. */
export function powerTable(arena: Arena): number {
  const pointer = arena.allocate(BYTES);
  const view = new DataView(arena.memory.buffer, pointer, BYTES);
  integers(view, 0, 127);
  integers(view, 16, 0x007fffff);
  floats(view, 32, 1);
  LOG2.forEach((value, i) => floats(view, 64 + 16 * i, value));
  EXP2.forEach((value, i) => floats(view, 128 + 16 * i, value));
  floats(view, 192, -126);
  floats(view, 208, 2 ** 23 + 127);
  return pointer;
}

/** Nearer than this, in squares, points push each other no harder. */
const SOFTENING = 0.001;
/** The most that one force moves a point along each axis at a step size of 1; an attraction stands for both ends. */
const MOST = 4;

/** What `analysis/kernels/umap-layout.ts` reads: the constants of powers, those of the forces, and how lanes are gathered by a mask. */
export function layoutTables(arena: Arena, { a, b }: Curve, rows: number): number {
  const pointer = powerTable(arena);
  const view = new DataView(arena.memory.buffer, pointer, BYTES);
  const forces = [a, b, -4 * a * b, 2 * b, 1e-20, SOFTENING, 2 * MOST, -2 * MOST, MOST, -MOST];
  [...forces, (rows - 1) / 2 ** 24, 2 ** 23].forEach((value, i) => floats(view, 256 + 16 * i, value));
  for (let mask = 0; mask < 16; mask++) {
    const lanes = [0, 1, 2, 3].filter((lane) => (mask >> lane) & 1);
    for (let byte = 0; byte < 16; byte++) {
      const lane = lanes[byte >> 2];
      view.setUint8(512 + 16 * mask + byte, lane === undefined ? 0x80 : 4 * lane + (byte & 3));
    }
  }
  return pointer;
}

function floats(view: DataView, at: number, value: number): void {
  for (let lane = 0; lane < 4; lane++) view.setFloat32(at + 4 * lane, value, true);
}

function integers(view: DataView, at: number, value: number): void {
  for (let lane = 0; lane < 4; lane++) view.setInt32(at + 4 * lane, value, true);
}
