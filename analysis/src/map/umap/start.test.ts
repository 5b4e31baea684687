import { jest } from '@jest/globals';
import { nearestNeighbours } from '../../neighbours/index.ts';
import { withPool } from '../../threads/index.ts';
import { fuzzyGraph } from './fuzzy-graph.ts';
import { umapBytes } from './lay-out-umap.ts';
import type { Rows } from './rows.ts';
import { spectralStart } from './start.ts';
import { clouds, rowsOf } from './umap-test-tools.ts';

// In jest's sandbox loops take several times as long as outside.
jest.setTimeout(60_000);

async function start({ values, count, dims }: Rows, threads = 1): Promise<{ x: number; y: number }[]> {
  const neighbours = Math.min(10, count);
  return withPool({ threads, bytes: umapBytes({ count, dims, neighbours, threads }) }, async (pool) => {
    const knn = await nearestNeighbours(values, { count, dims, neighbours: neighbours - 1, pool });
    const places = await spectralStart(await fuzzyGraph(knn, count, pool), { values, count, dims }, 42, pool);
    return Array.from({ length: count }, (_, i) => ({ x: places[2 * i]!, y: places[2 * i + 1]! }));
  });
}

const ring = (count: number, radius = 1, away = 0) =>
  rowsOf(count, 3, (i) => [
    away + radius * Math.cos((2 * Math.PI * i) / count),
    radius * Math.sin((2 * Math.PI * i) / count),
    0,
  ]);

describe('the spectral start', () => {
  test.each([40, 700])('lays a ring of %d rows out as a circle', async (count) => {
    const points = await start(ring(count));
    for (const { x, y } of points) expect(Math.abs(Math.hypot(x - 5, y - 5) - 5)).toBeLessThan(0.2);
    const steps = points.map(({ x, y }, i) => {
      const next = points[(i + 1) % count]!;
      return Math.hypot(next.x - x, next.y - y);
    });
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(2);
  });

  test('lays a long line out in its order', async () => {
    const points = await start(rowsOf(1500, 2, (i) => [i + 0.3 * Math.sin(i * 7), Math.cos(i * 3)]));
    const forwards = points[0]!.x < points[1499]!.x;
    const apart = points.map(({ x }) => x * (forwards ? 1 : -1));
    // In windows, since rows beside each other may change places, and not at the ends, where rows have fewer edges.
    for (let i = 150; i < apart.length - 50; i += 100) expect(apart[i]!).toBeGreaterThan(apart[i - 100]!);
  });

  test.each([2, 4, 7])('keeps %d unconnected parts apart', async (many) => {
    const points = await start(clouds(70 * many, { clouds: many, apart: 200 }));
    const middle = Array.from({ length: many }, (_, part) => {
      const own = points.filter((__, i) => i % many === part);
      const x = own.reduce((sum, point) => sum + point.x, 0) / own.length;
      const y = own.reduce((sum, point) => sum + point.y, 0) / own.length;
      return { x, y };
    });
    // They reach half-way to each other.
    const nearest = points.filter(({ x, y }, i) => {
      const distances = middle.map((place) => Math.hypot(place.x - x, place.y - y));
      return distances.indexOf(Math.min(...distances)) === i % many;
    });
    expect(nearest.length / points.length).toBeGreaterThan(0.85);
  });

  test.each([
    { name: 'three rows', rows: clouds(3) },
    { name: 'equal rows', rows: rowsOf(100, 3, () => [1, 1, 1]) },
    { name: 'pairs far apart', rows: rowsOf(40, 1, (i) => [1000 * (i >> 1) ** 2 + (i & 1)]) },
  ])('$name have finite places from 0 to 10', async ({ rows }) => {
    for (const { x, y } of await start(rows))
      for (const value of [x, y]) expect(value >= -1e-4 && value <= 10 + 1e-4).toBe(true);
  });

  test('is the same to the bit on any number of threads', async () => {
    const rows = clouds(3000, { clouds: 1 });
    const [one, ...others] = await Promise.all([1, 2, 3].map((threads) => start(rows, threads)));
    for (const other of others) expect(other).toEqual(one);
  });
});
