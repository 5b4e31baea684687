import { jest } from '@jest/globals';
import { UMAP } from 'umap-js';
import { nearestNeighbours } from '../../neighbours/index.ts';
import { seededRandom } from '../../maths/random.ts';
import { withPool } from '../../threads/index.ts';
import { fuzzyGraph } from './fuzzy-graph.ts';
import { umapBytes } from './lay-out-umap.ts';
import type { Rows } from './rows.ts';
import { clouds, rowsOf } from './umap-test-tools.ts';

// In jest's sandbox loops take several times as long as outside.
jest.setTimeout(60_000);

/** Weights by `head,tail`. */
type Weights = Map<string, number>;

async function ours({ values, count, dims }: Rows, neighbours: number, threads = 1): Promise<Weights> {
  return withPool({ threads, bytes: umapBytes({ count, dims, neighbours, threads }) }, async (pool) => {
    const knn = await nearestNeighbours(values, { count, dims, neighbours: neighbours - 1, pool });
    const { starts, tails, weights } = await fuzzyGraph(knn, count, pool);
    const found: Weights = new Map();
    for (let head = 0; head < count; head++)
      for (let edge = starts.values[head]!; edge < starts.values[head + 1]!; edge++)
        found.set(`${head},${tails.values[edge]!}`, weights.values[edge]!);
    return found;
  });
}

async function umapJs({ values, count, dims }: Rows, neighbours: number): Promise<Weights> {
  const umap = new UMAP({ nNeighbors: neighbours, random: seededRandom(1), nEpochs: 1 });
  const knn = await withPool({ threads: 1, bytes: umapBytes({ count, dims, neighbours, threads: 1 }) }, (pool) =>
    nearestNeighbours(values, { count, dims, neighbours: neighbours - 1, pool }),
  );
  const of = <T>(list: ArrayLike<T>, row: number) =>
    Array.from(list).slice(row * (neighbours - 1), (row + 1) * (neighbours - 1));
  const rows = Array.from({ length: count }, (_, row) => row);
  umap.setPrecomputedKNN(
    rows.map((row) => [row, ...of(knn.indices, row)]),
    rows.map((row) => [0, ...of(knn.distances, row)]),
  );
  umap.initializeFit(rows.map((row) => [...values.subarray(row * dims, (row + 1) * dims)]));
  const { graph } = umap as unknown as { graph: { getAll: () => { row: number; col: number; value: number }[] } };
  return new Map(
    graph
      .getAll()
      .filter(({ value }) => value > 0)
      .map(({ row, col, value }) => [`${row},${col}`, value]),
  );
}

describe('the fuzzy simplicial set', () => {
  test.each([
    { name: 'clouds', rows: clouds(150), neighbours: 10 },
    { name: 'neighbourhoods of 50', rows: clouds(150), neighbours: 50 },
    { name: 'some rows twice', rows: clouds(120, { seed: 3 }), neighbours: 4, twice: true },
    { name: 'four rows', rows: clouds(4), neighbours: 3 },
  ])('$name: the edges and weights of umap-js', async ({ rows, neighbours, twice }) => {
    if (twice) rows.values.copyWithin(0, 60 * rows.dims, 90 * rows.dims);
    const [found, wanted] = [await ours(rows, neighbours), await umapJs(rows, neighbours)];
    // Weights of nothing beside the others may be there or not.
    for (const [edge, weight] of wanted) expect(Math.abs((found.get(edge) ?? 0) - weight)).toBeLessThan(5e-4);
    for (const [edge, weight] of found) expect(Math.abs((wanted.get(edge) ?? 0) - weight)).toBeLessThan(5e-4);
  });

  test('has each edge in both directions, with the same bits', async () => {
    const found = await ours(clouds(400), 12);
    for (const [edge, weight] of found) {
      expect(found.get(edge.split(',').reverse().join(','))).toBe(weight);
      expect(weight > 0 && weight <= 1).toBe(true);
    }
  });

  test('does not depend on the order of the rows', async () => {
    const rows = clouds(200, { clouds: 3 });
    const to = Array.from({ length: rows.count }, (_, i) => (i * 77) % rows.count);
    const turned = rowsOf(rows.count, rows.dims, (i) => [
      ...rows.values.subarray(to[i]! * rows.dims, (to[i]! + 1) * rows.dims),
    ]);
    const [found, foundTurned] = [await ours(rows, 10), await ours(turned, 10)];
    expect(foundTurned.size).toBe(found.size);
    for (const [edge, weight] of foundTurned) {
      const [head, tail] = edge.split(',').map(Number) as [number, number];
      expect(found.get(`${to[head]!},${to[tail]!}`)).toBe(weight);
    }
  });

  test('of equal rows has full weights', async () => {
    const found = await ours(
      rowsOf(20, 4, () => [1, 2, 3, 4]),
      5,
    );
    expect([...found.values()].every((weight) => weight === 1)).toBe(true);
  });
});
