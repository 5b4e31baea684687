import type { Buffered } from '../../kernels/index.ts';
import type { ThreadPool } from '../../threads/index.ts';
import { blocksOf } from './blocks.ts';
import { powerTable } from './tables.ts';

/** A weighted graph by rows, each edge in both directions; in the memory of a pool. */
export interface Graph {
  readonly rows: number;
  readonly edges: number;
  /** Where each row's edges begin, and where the last one's end. */
  readonly starts: Buffered<Int32Array>;
  readonly tails: Buffered<Int32Array>;
  readonly weights: Buffered<Float32Array>;
}

/** `[row][neighbours]`, nearest first, without the row itself. */
export interface Knn {
  readonly indices: Int32Array;
  readonly distances: Float32Array;
}

/**
 * The fuzzy simplicial set of UMAP: how much each of a row's nearest belongs to it, by distances that are scaled for each row,
 * united over both directions. As umap-learn's with a local connectivity of 1, but for the precision of 32 bits.
 */
export async function fuzzyGraph({ indices, distances }: Knn, rows: number, pool: ThreadPool): Promise<Graph> {
  const { arena } = pool;
  const neighbours = indices.length / rows;
  const near = arena.integers(indices.length);
  near.values.set(indices);
  const far = arena.floats(distances.length);
  far.values.set(distances);
  const memberships = arena.floats(indices.length);
  const tables = powerTable(arena);
  // The row itself counts as a neighbour, at no distance.
  const target = Math.log2(neighbours + 1);
  const meanOfAll = distances.reduce((sum, distance) => sum + distance, 0) / (rows * (neighbours + 1));
  const blocks = blocksOf(rows, ROWS_A_BLOCK);
  const roomBytes = 4 * (neighbours + 4);
  const calls = blocks.map(({ from, to }) => {
    const room = arena.allocate(roomBytes);
    return [from, to, neighbours, far.pointer, target, meanOfAll, room, memberships.pointer, tables];
  });
  await pool.run('umap-graph', 'memberships', calls);

  const starts = arena.integers(rows + 1);
  const tails = arena.integers(2 * indices.length);
  const weights = arena.floats(2 * indices.length);
  const room = {
    starts: arena.integers(rows + 2).pointer,
    tails: arena.integers(indices.length).pointer,
    weights: arena.floats(indices.length).pointer,
    marks: arena.integers(rows).pointer,
  };
  const { unite } = pool.local('umap-graph') as { unite: (...values: number[]) => number };
  const edges = unite(
    rows,
    neighbours,
    near.pointer,
    memberships.pointer,
    room.starts,
    room.tails,
    room.weights,
    room.marks,
    starts.pointer,
    tails.pointer,
    weights.pointer,
  );
  return { rows, edges, starts, tails, weights };
}

const ROWS_A_BLOCK = 2048;
