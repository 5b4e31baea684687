import type { Cells } from './cells.ts';
import { LANES, type Packing } from './pack.ts';

/** Panels r0..r1 against panels c0..c1, from their own on: see `compare` in kernels/knn.ts. */
export type Job = readonly [r0: number, r1: number, c0: number, c1: number];

/** Rows that are compared with a panel of columns before the next one: as many as stay in the first cache. */
const BLOCK_BYTES = 24_576;

/** All panels against all; one list of jobs a call. */
export function everyPair({ panels, pairs }: Packing): Job[][] {
  return blocks(0, panels, pairs).map(([r0, r1]) => [[r0, r1, r0, panels]]);
}

/** The first `known` places against those behind them. */
export function knownAgainstNew({ panels, pairs }: Packing, known: number): Job[][] {
  return blocks(0, known / LANES, pairs).map(([r0, r1]) => [[r0, r1, known / LANES, panels]]);
}

/** The jobs of pairs of cells, a list for each cell that has any. */
export function cellJobs({ pairs }: Packing, { starts }: Cells, cellPairs: readonly (readonly number[])[]): Job[][] {
  return cellPairs.flatMap((others, cell) => {
    if (others.length === 0 || starts[cell] === starts[cell + 1]) return [];
    const columns = others.map((other) => [starts[other]!, starts[other + 1]!] as const);
    return [
      blocks(starts[cell]!, starts[cell + 1]!, pairs).flatMap(([r0, r1]) =>
        columns.map(([c0, c1]): Job => [r0, r1, Math.max(r0, c0), c1]),
      ),
    ];
  });
}

/**
 * Gives, for a number of probes, the pairs of cells (itself or a later one, for each cell) of which one is among the other's so
 * many nearest; each pair once, however often it is asked.
 */
export function cellPairs({ centres }: Cells): (probes: number) => number[][] {
  const nearest = centres.map((centre) => {
    const squares = centres.map((other) => squareApart(centre, other));
    return squares.map((_, cell) => cell).sort((a, b) => squares[a]! - squares[b]! || a - b);
  });
  const given = centres.map(() => new Set<number>());
  return (probes) => {
    const lists = centres.map((): number[] => []);
    nearest.forEach((others, cell) => {
      for (const other of others.slice(0, probes)) {
        const [first, second] = cell < other ? [cell, other] : [other, cell];
        if (given[first]!.has(second)) continue;
        given[first]!.add(second);
        lists[first]!.push(second);
      }
    });
    return lists.map((list) => list.sort((a, b) => a - b));
  };
}

function blocks(from: number, to: number, pairs: number): [number, number][] {
  const length = Math.max(1, Math.floor(BLOCK_BYTES / (pairs * 32)));
  const found: [number, number][] = [];
  for (let row = from; row < to; row += length) found.push([row, Math.min(to, row + length)]);
  return found;
}

function squareApart(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d]! - b[d]!) ** 2;
  return sum;
}
