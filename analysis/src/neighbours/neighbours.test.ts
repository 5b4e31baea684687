import { jest } from '@jest/globals';
import { seededRandom } from '../maths/random.ts';
import { createThreadPool } from '../threads/index.ts';
import { EXACT_TO, nearestAmong, nearestNeighbours, neighbourBytes, type Neighbours } from './index.ts';

// In jest's sandbox loops take several times as long as outside.
jest.setTimeout(60_000);

interface Case {
  count: number;
  dims: number;
  neighbours: number;
}

async function nearest(rows: Float32Array, { count, dims, neighbours }: Case, threads = 1): Promise<Neighbours> {
  const pool = await createThreadPool({ threads, bytes: neighbourBytes({ count, dims, neighbours, threads }) });
  try {
    return await nearestNeighbours(rows, { count, dims, neighbours, pool });
  } finally {
    await pool.close();
  }
}

function byAllPairs(rows: Float32Array, { count, dims, neighbours }: Case, from = 0, step = 1): number[][] {
  const found: number[][] = [];
  for (let i = from; i < count; i += step) {
    const others = Array.from({ length: count }, (_, j) => ({ j, square: square(rows, dims, i, j) })).filter(
      ({ j }) => j !== i,
    );
    others.sort((a, b) => a.square - b.square || a.j - b.j);
    found.push(others.slice(0, neighbours).map(({ j }) => j));
  }
  return found;
}

function square(rows: Float32Array, dims: number, i: number, j: number): number {
  let sum = 0;
  for (let d = 0; d < dims; d++) sum += (rows[i * dims + d]! - rows[j * dims + d]!) ** 2;
  return sum;
}

function random({ count, dims }: Case, seed = 1): Float32Array {
  const next = seededRandom(seed);
  return Float32Array.from({ length: count * dims }, () => next() + next() + next() - 1.5);
}

const listOf = ({ indices }: Neighbours, row: number, neighbours: number) => [
  ...indices.subarray(row * neighbours, (row + 1) * neighbours),
];

describe('nearest neighbours of few rows', () => {
  test.each<Case>([
    { count: 2, dims: 1, neighbours: 1 },
    { count: 3, dims: 3, neighbours: 2 },
    { count: 9, dims: 7, neighbours: 8 },
    { count: 100, dims: 5, neighbours: 15 },
    { count: 701, dims: 50, neighbours: 49 },
    { count: 500, dims: 200, neighbours: 15 },
  ])('$count rows of $dims: the $neighbours that a comparison of all pairs finds', async (size) => {
    const rows = random(size);
    const found = await nearest(rows, size);
    byAllPairs(rows, size).forEach((expected, row) => expect(listOf(found, row, size.neighbours)).toEqual(expected));
    found.indices.forEach((j, at) => {
      const i = Math.floor(at / size.neighbours);
      expect(found.distances[at]).toBeCloseTo(Math.sqrt(square(rows, size.dims, i, j)), 4);
    });
  });

  test('equal distances go by index: points of a grid, many of them twice', async () => {
    const size = { count: 600, dims: 2, neighbours: 20 };
    const next = seededRandom(3);
    const rows = Float32Array.from({ length: 1200 }, () => Math.floor(next() * 15));
    const found = await nearest(rows, size);
    byAllPairs(rows, size).forEach((expected, row) => expect(listOf(found, row, 20)).toEqual(expected));
  });

  test('rows that are all equal have the first rows for neighbours, at no distance', async () => {
    const size = { count: 300, dims: 20, neighbours: 5 };
    const found = await nearest(new Float32Array(6000).fill(0.3), size);
    expect(listOf(found, 7, 5)).toEqual([0, 1, 2, 3, 4]);
    expect(listOf(found, 0, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(found.distances.every((distance) => distance === 0)).toBe(true);
  });

  test('one row far from all others does not blur them', async () => {
    const size = { count: 200, dims: 8, neighbours: 6 };
    const rows = random(size);
    rows.fill(1e7, 0, 8);
    const found = await nearest(rows, size);
    byAllPairs(rows, size).forEach((expected, row) => expect(listOf(found, row, 6)).toEqual(expected));
  });

  test.each([1e-12, 1e12])('a scale of %d changes nobody', async (scale) => {
    const size = { count: 200, dims: 16, neighbours: 6 };
    const rows = random(size);
    const scaled = rows.map((value) => value * 2 ** Math.round(Math.log2(scale)));
    expect((await nearest(scaled, size)).indices).toEqual((await nearest(rows, size)).indices);
  });

  test('what is not a number is refused with its row, and so are sizes that do not fit', async () => {
    const size = { count: 10, dims: 4, neighbours: 3 };
    const rows = random(size);
    rows[26] = NaN;
    await expect(nearest(rows, size)).rejects.toThrow(/Row 6 /);
    rows[26] = -Infinity;
    await expect(nearest(rows, size)).rejects.toThrow(RangeError);
    await expect(nearest(rows.subarray(1), size)).rejects.toThrow(RangeError);
    await expect(nearest(random(size), { ...size, neighbours: 10 })).rejects.toThrow(RangeError);
  });

  test('the order of the rows changes names only', async () => {
    const size = { count: 300, dims: 12, neighbours: 7 };
    const rows = random(size);
    const turned = new Float32Array(rows.length);
    for (let i = 0; i < 300; i++) turned.set(rows.subarray(12 * i, 12 * (i + 1)), 12 * (299 - i));
    const [found, other] = [await nearest(rows, size), await nearest(turned, size)];
    for (let i = 0; i < 300; i++) expect(listOf(other, 299 - i, 7).map((j) => 299 - j)).toEqual(listOf(found, i, 7));
  });
});

/** Groups of neighbours, so that few cells have to be looked into. */
function groups({ count, dims }: Case, groupCount: number): Float32Array {
  const next = seededRandom(5);
  const centres = Array.from({ length: groupCount * dims }, () => 4 * next());
  return Float32Array.from({ length: count * dims }, (_, at) => {
    const group = Math.floor(at / dims) % groupCount;
    return centres[group * dims + (at % dims)]! + next() + next() - 1;
  });
}

test.each([
  ['all pairs', { count: 1500, dims: 24, neighbours: 15 }],
  ['cells', { count: EXACT_TO + 500, dims: 12, neighbours: 15 }],
])('%s: the same to the bit on one, two and three threads', async (_, size) => {
  const rows = groups(size, 20);
  const one = await nearest(rows, size, 1);
  for (const threads of [2, 3]) {
    const more = await nearest(rows, size, threads);
    expect(more.indices).toEqual(one.indices);
    expect(more.distances).toEqual(one.distances);
  }
});

test('a row that is alone in its cell has neighbours too', async () => {
  const size = { count: EXACT_TO + 1, dims: 4, neighbours: 12 };
  const rows = groups(size, 3);
  rows.fill(1000, 0, 4);
  const found = await nearest(rows, size);
  expect(listOf(found, 0, 12)).toEqual(byAllPairs(rows, size, 0, size.count)[0]);
});

test.each([20, 1])('more rows than are compared with all others, in %d groups: 0.99 are found', async (groupCount) => {
  const size = { count: EXACT_TO + 1, dims: 10, neighbours: 10 };
  const rows = groups(size, groupCount);
  const found = await nearest(rows, size);
  let hits = 0;
  let all = 0;
  byAllPairs(rows, size, 0, 97).forEach((expected, i) => {
    const list = new Set(listOf(found, 97 * i, 10));
    all += 10;
    hits += expected.filter((j) => list.has(j)).length;
  });
  expect(hits / all).toBeGreaterThanOrEqual(0.99);
});

test.each([
  [40, 3],
  [5, 30],
  [300, 200],
])('of %d known rows the nearest to each of %d new ones', async (known, added) => {
  const count = known + added;
  const [dims, neighbours] = [6, 5];
  const rows = random({ count, dims, neighbours });
  const pool = await createThreadPool({ threads: 1, bytes: neighbourBytes({ count, dims, neighbours, threads: 1 }) });
  const found = await nearestAmong(rows, { count, known, dims, neighbours, pool });
  for (let i = 0; i < added; i++) {
    const expected = Array.from({ length: known }, (_, j) => ({ j, apart: square(rows, dims, known + i, j) }))
      .sort((a, b) => a.apart - b.apart || a.j - b.j)
      .slice(0, neighbours);
    expect(listOf(found, i, neighbours)).toEqual(expected.map(({ j }) => j));
    expect(found.distances[i * neighbours]).toBeCloseTo(Math.sqrt(expected[0]!.apart), 5);
  }
});
