import { jest } from '@jest/globals';
import { nearestNeighbours } from '../../neighbours/index.ts';
import { withPool } from '../../threads/index.ts';
import { layOutUmapJs } from './lay-out-umap-js.ts';
import { umapBytes } from './lay-out-umap.ts';
import { kernelsSupported } from './supported.ts';
import { clouds, layOut, rowsOf, trustworthiness } from './umap-test-tools.ts';

// In jest's sandbox loops take several times as long as outside.
jest.setTimeout(60_000);

const allFinite = (layout: Float32Array) => layout.every(Number.isFinite);

describe('a map in kernels', () => {
  test('kernels run here', () => {
    expect(kernelsSupported()).toBe(true);
  });

  test.each([
    { count: 60, epochs: 50 },
    { count: 1100, epochs: 40 },
    { count: 5001, epochs: 12 },
  ])('$count rows: the same bits on one, two and three threads, and again', async ({ count, epochs }) => {
    const rows = clouds(count);
    const [one, ...others] = await Promise.all([1, 2, 3, 2].map((threads) => layOut(rows, { threads, epochs })));
    for (const other of others) expect(Buffer.from(other.buffer).equals(Buffer.from(one!.buffer))).toBe(true);
  });

  test('another seed is another map', async () => {
    const rows = clouds(100);
    expect(await layOut(rows, { seed: 1 })).not.toEqual(await layOut(rows, { seed: 2 }));
  });

  test('clouds stay together and apart', async () => {
    const rows = clouds(300);
    const layout = await layOut(rows);
    expect(trustworthiness(rows, layout, 10)).toBeGreaterThan(0.9);
    const at = (row: number) => [layout[2 * row]!, layout[2 * row + 1]!] as const;
    for (let row = 0; row < 300; row++) {
      const nearest = Array.from({ length: 300 }, (_, i) => i)
        .filter((i) => i !== row)
        .toSorted((a, b) => distance(at(a), at(row)) - distance(at(b), at(row)))
        .slice(0, 5);
      expect(nearest.every((other) => other % 5 === row % 5)).toBe(true);
    }
  });

  test('a curve stays whole', async () => {
    const rows = rowsOf(400, 6, (i) => [1, 2, 3, 4, 5, 6].map((wave) => Math.sin((wave * i) / 190) / wave));
    expect(trustworthiness(rows, await layOut(rows), 10)).toBeGreaterThan(0.995);
  });

  test.each([3, 4, 5, 16, 33, 257])('%d rows have finite places', async (count) => {
    const layout = await layOut(clouds(count));
    expect(layout).toHaveLength(2 * count);
    expect(allFinite(layout)).toBe(true);
  });

  test.each([3, 50, 700])('%d equal rows have finite places', async (count) => {
    expect(allFinite(await layOut(rowsOf(count, 5, () => [3, 3, 3, 3, 3])))).toBe(true);
  });

  test('rows in many unconnected parts have finite places, parts by themselves', async () => {
    const rows = clouds(400, { clouds: 20, apart: 1000 });
    const layout = await layOut(rows);
    expect(allFinite(layout)).toBe(true);
    expect(trustworthiness(rows, layout, 5)).toBeGreaterThan(0.95);
  });

  test('neighbours that the caller knows give the same map', async () => {
    const rows = clouds(200);
    const { values, count, dims } = rows;
    const knn = await withPool({ threads: 1, bytes: umapBytes({ count, dims, neighbours: 15, threads: 1 }) }, (pool) =>
      nearestNeighbours(values, { count, dims, neighbours: 14, pool }),
    );
    expect(await layOut(rows, { knn })).toEqual(await layOut(rows));
  });

  test('a start is kept to by small steps', async () => {
    const rows = clouds(300);
    const start = (await layOut(rows)).map((value) => value + 100);
    const again = await layOut(rows, { start, learningRate: 0.1 });
    const moves = Array.from({ length: 300 }, (_, i) =>
      Math.hypot(again[2 * i]! - start[2 * i]!, again[2 * i + 1]! - start[2 * i + 1]!),
    );
    expect(moves.toSorted((a, b) => a - b)[150]!).toBeLessThan(1);
    expect(moves.some((move) => move > 0)).toBe(true);
  });

  test('progress goes from nothing to all, never back', async () => {
    const shares: number[] = [];
    await layOut(clouds(2000), { onProgress: (share) => shares.push(share) });
    expect(shares.length).toBeGreaterThan(2);
    expect(shares.every((share, i) => share >= 0 && share <= 1 && share >= (shares[i - 1] ?? 0))).toBe(true);
  });
});

describe.each([
  { by: 'kernels', run: layOut },
  {
    by: 'umap-js',
    run: ({ values, ...size }: Parameters<typeof layOut>[0], more?: Parameters<typeof layOut>[1]) =>
      layOutUmapJs(values, { ...size, neighbours: 15, minDist: 0.1, seed: 42, ...more }),
  },
])('what $by refuse', ({ run }) => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d among the rows, naming the row', async (bad) => {
    const rows = clouds(30);
    rows.values[7 * rows.dims + 3] = bad;
    await expect(run(rows)).rejects.toThrow(/Row 7 .*not finite/u);
  });

  test.each([
    { what: 'two rows', rows: clouds(2), more: {} },
    { what: 'a neighbourhood of one', rows: clouds(30), more: { neighbours: 1 } },
    { what: 'a least distance above 1', rows: clouds(30), more: { minDist: 2 } },
    { what: 'no epochs', rows: clouds(30), more: { epochs: 0 } },
    { what: 'a start for other rows', rows: clouds(30), more: { start: new Float32Array(4) } },
    { what: 'a start nowhere', rows: clouds(30), more: { start: new Float32Array(60).fill(Number.NaN) } },
    {
      what: 'neighbours for other rows',
      rows: clouds(30),
      more: { knn: { indices: new Int32Array(3), distances: new Float32Array(3) } },
    },
    { what: 'rows of another size', rows: { ...clouds(30), dims: 11 }, more: {} },
  ])('$what', async ({ rows, more }) => {
    await expect(run(rows, more)).rejects.toThrow(RangeError);
  });
});

describe('a map by umap-js', () => {
  test('is the same again, and as trustworthy', async () => {
    const rows = clouds(40, { clouds: 3 });
    const input = { count: rows.count, dims: rows.dims, neighbours: 10, minDist: 0.1, seed: 42, epochs: 100 };
    const layout = await layOutUmapJs(rows.values, input);
    expect(await layOutUmapJs(rows.values, input)).toEqual(layout);
    expect(trustworthiness(rows, layout, 5)).toBeGreaterThan(0.9);
    expect(trustworthiness(rows, await layOut(rows, { neighbours: 10 }), 5)).toBeGreaterThan(
      trustworthiness(rows, layout, 5) - 0.03,
    );
  });
});

function distance(a: readonly [number, number], b: readonly [number, number]): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
