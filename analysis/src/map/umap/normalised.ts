import type { Buffered } from '../../kernels/index.ts';
import type { ThreadPool } from '../../threads/index.ts';
import type { Graph } from './fuzzy-graph.ts';

/** D^(-1/2) W D^(-1/2) of a graph with weights W and degrees D, its rows in another order. */
export interface Normalised extends Graph {
  /** The square roots of the degrees: of each component, the eigenvector of the eigenvalue 1. */
  readonly roots: Float64Array;
}

/** @param order which row of the graph each row is */
export function normalised(graph: Graph, order: Int32Array, { arena }: ThreadPool): Normalised {
  const { rows, edges } = graph;
  const starts = arena.integers(rows + 1);
  const tails = arena.integers(edges);
  const weights = arena.floats(edges);
  const roots = new Float64Array(rows);
  const place = new Int32Array(rows);
  order.forEach((row, at) => {
    place[row] = at;
    roots[at] = Math.sqrt(sumOf(graph.weights, graph.starts.values[row]!, graph.starts.values[row + 1]!));
  });
  let edge = 0;
  for (let at = 0; at < rows; at++) {
    starts.values[at] = edge;
    const row = order[at]!;
    for (let from = graph.starts.values[row]!; from < graph.starts.values[row + 1]!; from++, edge++) {
      const tail = place[graph.tails.values[from]!]!;
      tails.values[edge] = tail;
      weights.values[edge] = graph.weights.values[from]! / (roots[at]! * roots[tail]!);
    }
  }
  starts.values[rows] = edge;
  return { rows, edges, starts, tails, weights, roots };
}

function sumOf({ values }: Buffered<Float32Array>, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]!;
  return sum;
}
