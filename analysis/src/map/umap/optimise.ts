import type { Arena } from '../../kernels/index.ts';
import { seededRandom } from '../../maths/random.ts';
import type { OnProgress, ThreadPool } from '../../threads/index.ts';
import type { Curve } from './curve.ts';
import type { Graph } from './fuzzy-graph.ts';
import { layoutTables } from './tables.ts';

export interface Optimisation {
  readonly curve: Curve;
  readonly epochs: number;
  readonly seed: number;
  /** The size of the first step; it falls to nothing in a straight line. */
  readonly learningRate: number;
  readonly onProgress?: OnProgress;
}

/**
 * Moves points, from where they are, by UMAP's forces. The rows are shared among a number of parts that depends on the graph alone; within
 * an epoch each part moves its own rows and sees all others where they were before it, so that what comes out is the same on any
 * number of threads.
 * @param start `[row][x, y]`
 */
export async function optimise(
  graph: Graph,
  start: Float32Array,
  { curve, epochs, seed, learningRate, onProgress }: Optimisation,
  pool: ThreadPool,
): Promise<Float32Array> {
  const { arena } = pool;
  const { rows } = graph;
  const tables = layoutTables(arena, curve, rows);
  const parts = partsOf(graph, epochs, seed, pool);
  const places = [0, 1].map(() => arena.floats(2 * (rows + 4 * parts.length)));
  places[0]!.values.set(start);
  const stages = Array.from({ length: epochs }, (_, done) => {
    const seen = places[done % 2]!.pointer;
    const next = places[(done + 1) % 2]!.pointer;
    const rate = learningRate * (1 - done / epochs);
    return { fn: 'epoch', calls: parts.map((part) => [part, done + 1, rate, seen, next, tables]) };
  });
  await pool.runStages('umap-layout', stages, onProgress);
  return places[epochs % 2]!.values.slice(0, 2 * rows);
}

const LANES = 4;
const FEWEST_ROWS_A_PART = 256;
const MOST_PARTS = 12;
/** Rows of a lane whose edges are listed at once: the lists stay in the cache. */
const ROWS_A_CHUNK = 512;

function partsOf(graph: Graph, epochs: number, seed: number, pool: ThreadPool): number[] {
  const { rows, edges, starts, tails, weights } = graph;
  const { arena } = pool;
  const { edgesOfPart } = pool.local('umap-graph') as { edgesOfPart: (...values: number[]) => number };
  let heaviest = 0;
  for (let edge = 0; edge < edges; edge++) heaviest = Math.max(heaviest, weights.values[edge]!);
  const mass = new Float64Array(rows + 1);
  for (let row = 0; row < rows; row++) {
    mass[row + 1] = mass[row]!;
    for (let edge = starts.values[row]!; edge < starts.values[row + 1]!; edge++)
      mass[row + 1]! += weights.values[edge]!;
  }
  const random = seededRandom(seed);
  const count = Math.min(MOST_PARTS, Math.max(1, Math.floor(rows / FEWEST_ROWS_A_PART)));
  return evenly(mass, 0, rows, count).map(({ from, to }, index) => {
    const own = to - from;
    const room = starts.values[to]! - starts.values[from]! + 3 * own;
    const part = {
      starts: arena.integers(own + 1),
      tails: arena.integers(room + 4),
      weights: arena.floats(room + 4),
    };
    edgesOfPart(
      from,
      to,
      starts.pointer,
      tails.pointer,
      weights.pointer,
      heaviest,
      epochs,
      part.starts.pointer,
      part.tails.pointer,
      part.weights.pointer,
    );
    const lanes = evenly(mass, from, to, LANES);
    const split = [...lanes.map((lane) => lane.from - from), own];
    const chunks = Math.max(1, Math.round(own / LANES / ROWS_A_CHUNK));
    const capacity = longestList(part.starts.values, split, chunks) + LANES;
    const states = arena.integers(LANES);
    states.values.set(Array.from({ length: LANES }, () => Math.floor(random() * 2 ** 32) | 1));
    const lists = arena.allocate(4 * (2 * LANES * capacity + LANES));
    const spare = rows + LANES * index;
    const fields = [from, to, part.starts.pointer, part.tails.pointer, part.weights.pointer, states.pointer];
    return record(arena, [...fields, lists, capacity, chunks, spare, ...split]);
  });
}

function record(arena: Arena, fields: readonly number[]): number {
  const { pointer, values } = arena.integers(fields.length);
  values.set(fields);
  return pointer;
}

/** Rows `from` to `to` in `count` runs that are drawn about equally often. */
function evenly(mass: Float64Array, from: number, to: number, count: number): { from: number; to: number }[] {
  const bounds = Array.from({ length: count + 1 }, (_, i) => {
    if (i === 0) return from;
    if (i === count) return to;
    const wanted = mass[from]! + ((mass[to]! - mass[from]!) * i) / count;
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (mass[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  });
  return bounds.slice(1).map((bound, i) => ({ from: bounds[i]!, to: bound }));
}

/** The most edges that a lane can list for a chunk, by the kernel's own rule for where chunks begin. */
function longestList(starts: Int32Array, split: readonly number[], chunks: number): number {
  let most = 0;
  for (let lane = 0; lane < LANES; lane++) {
    const first = split[lane]!;
    const length = split[lane + 1]! - first;
    for (let chunk = 0; chunk < chunks; chunk++) {
      const begin = first + Math.floor((length * chunk) / chunks);
      const end = first + Math.floor((length * (chunk + 1)) / chunks);
      most = Math.max(most, starts[end]! - starts[begin]!);
    }
  }
  return most;
}
