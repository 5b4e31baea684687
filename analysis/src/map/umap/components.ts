import type { Graph } from './fuzzy-graph.ts';

/** The connected components of a graph. */
export interface Components {
  /** All rows, component by component in the order of their first rows, each in the order of a breadth-first walk. */
  readonly order: Int32Array;
  /** Where each component begins in `order`, and where the last one ends. */
  readonly bounds: readonly number[];
}

export function componentsOf({ rows, starts, tails }: Graph): Components {
  const order = new Int32Array(rows);
  const seen = new Uint8Array(rows);
  const bounds = [0];
  let found = 0;
  for (let row = 0; row < rows; row++) {
    if (seen[row]) continue;
    seen[row] = 1;
    order[found] = row;
    for (let next = found++; next < found; next++) found = visit(order[next]!, found);
    bounds.push(found);
  }
  return { order, bounds };

  /** Appends whom a row leads to. */
  function visit(head: number, end: number): number {
    for (let edge = starts.values[head]!; edge < starts.values[head + 1]!; edge++) {
      const tail = tails.values[edge]!;
      if (seen[tail]) continue;
      seen[tail] = 1;
      order[end++] = tail;
    }
    return end;
  }
}
