import { jest } from '@jest/globals';
import { seededRandom } from '../maths/random.ts';
import { alignTo, medianMove } from './align.ts';
import { placeNew } from './place.ts';
import { ANNOUNCED_MOVE, needsRefit, refit } from './update.ts';
import { widthOf, type Point } from './point.ts';
import { weekPosition } from './week-position.ts';

// In jest's sandbox loops take several times as long as outside.
jest.setTimeout(120_000);

/** Six clusters in 40 dimensions. */
function clusters(count: number, seed = 1): number[][] {
  const random = seededRandom(seed);
  const centres = Array.from({ length: 6 }, () => Array.from({ length: 40 }, () => random() * 8));
  return Array.from({ length: count }, (_, i) => centres[i % 6]!.map((value) => value + random() * 2));
}
const fresh = async (vectors: number[][], threads = 1) =>
  (
    await refit(
      vectors,
      vectors.map(() => null),
      { threads },
    )
  ).points;
const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

describe('a map of few tracks', () => {
  test('none is empty, one lies at the origin, two opposite each other', async () => {
    expect(await fresh([])).toEqual([]);
    expect(await fresh([[5, 6, 7]])).toEqual([{ x: 0, y: 0 }]);
    const [a, b] = await fresh([
      [0, 0, 1],
      [0, 2, 1],
    ]);
    expect(a!.x).toBeCloseTo(-b!.x, 9);
    expect(distance(a!, b!)).toBeGreaterThan(1);
  });

  test('three keep the shape of their triangle', async () => {
    const [a, b, c] = await fresh([
      [0, 0, 0],
      [3, 0, 0],
      [0, 4, 0],
    ]);
    expect(distance(a!, c!) / distance(a!, b!)).toBeCloseTo(4 / 3, 6);
    expect(distance(b!, c!) / distance(a!, b!)).toBeCloseTo(5 / 3, 6);
  });

  test.each([3, 5, 23, 24, 60])('%d equal tracks are no reason to fail', async (count) => {
    const points = await fresh(Array.from({ length: count }, () => [1, 2, 3]));
    expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });

  test('a new one goes among those that are there, whom it does not move', async () => {
    const before = [{ x: 0, y: 0 }, { x: 4, y: 0 }, null];
    const placed = await placeNew([[0], [10], [1]], before);
    expect(placed.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(placed[2]!.x).toBeGreaterThanOrEqual(0);
    expect(placed[2]!.x).toBeLessThan(2);
  });
});

describe.each([24, 25, 40, 100, 149, 150, 600, 2000])('a map of %d tracks', (count) => {
  const vectors = clusters(count);
  let points: Point[];
  beforeAll(async () => {
    points = await fresh(vectors);
  });

  test('puts neighbours in the space next to each other', () => {
    const looked = points.slice(0, 100);
    const sameCluster = looked.filter((point, i) => {
      const others = points.map((other, j) => ({ j, away: i === j ? Infinity : distance(point, other) }));
      return others.reduce((least, other) => (other.away < least.away ? other : least)).j % 6 === i % 6;
    });
    expect(sameCluster.length).toBeGreaterThan(0.9 * looked.length);
  });

  test('a week of new tracks moves none of the others, and goes among its own', async () => {
    const week = Math.max(1, Math.floor(count / 50));
    const added = clusters(count + week);
    const placed = await placeNew(added, [...points, ...Array.from({ length: week }, () => null)]);
    expect(placed.slice(0, count)).toEqual(points);
    placed.slice(count).forEach((point, i) => {
      const own = points.filter((_, j) => j % 6 === (count + i) % 6);
      expect(Math.min(...own.map((other) => distance(point, other)))).toBeLessThan(0.1 * widthOf(points));
    });
  });

  test('where a new track goes does not depend on what else is new', async () => {
    const added = clusters(count + 3);
    const together = await placeNew(added, [...points, null, null, null]);
    const alone = await placeNew([...vectors, added[count + 1]!], [...points, null]);
    expect(alone[count]!.x).toBeCloseTo(together[count + 1]!.x, 4);
    expect(alone[count]!.y).toBeCloseTo(together[count + 1]!.y, 4);
  });

  test('a refit with a quarter more moves the median old track by less than the stated share', async () => {
    const more = clusters(Math.ceil(1.26 * count));
    const { points: refitted, moved } = await refit(
      more,
      more.map((_, i) => points[i] ?? null),
    );
    expect(refitted).toHaveLength(more.length);
    // The smallest maps by UMAP move more, and are announced.
    expect(moved).toBeLessThan(count < 30 ? 0.4 : ANNOUNCED_MOVE);
  });
});

test('a map is the same to the bit a second time and on two threads, and breathes on the way', async () => {
  const vectors = clusters(1200);
  const shares: number[] = [];
  const { points } = await refit(
    vectors,
    vectors.map(() => null),
    { onProgress: (share) => shares.push(share) },
  );
  expect(await fresh(vectors)).toEqual(points);
  expect(await fresh(vectors, 2)).toEqual(points);
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});

test('a refit of the same tracks from a map that was turned and mirrored comes back to the turned one', async () => {
  const vectors = clusters(200);
  const points = await fresh(vectors);
  const mirrored = points.map(({ x, y }) => ({ x: -y + 3, y: -x - 5 }));
  const { points: refitted, moved } = await refit(vectors, mirrored);
  expect(moved).toBeLessThan(0.05);
  expect(
    medianMove(
      refitted,
      mirrored.map((before, index) => ({ index, before })),
    ),
  ).toBe(moved);
});

test('a refit that has to tear the map apart says so, and comes out as a fresh one does', async () => {
  const vectors = clusters(120);
  const points = await fresh(vectors);
  // The tracks have changed places: what a listener knew of the map is of no use any more.
  const random = seededRandom(9);
  const shuffled = points.map((point) => ({ point, key: random() })).sort((a, b) => a.key - b.key);
  const { points: refitted, moved } = await refit(
    vectors,
    shuffled.map(({ point }) => point),
  );
  expect(moved).toBeGreaterThan(ANNOUNCED_MOVE);
  const pairs = [
    [0, 6],
    [1, 50],
    [7, 99],
  ];
  for (const [a, b] of pairs)
    expect(distance(refitted[a!]!, refitted[b!]!)).toBeCloseTo(distance(points[a!]!, points[b!]!), 6);
});

describe('alignment', () => {
  const shape: Point[] = [
    { x: 0, y: 0 },
    { x: 4, y: 0 },
    { x: 4, y: 1 },
    { x: 1, y: 3 },
  ];
  const shared = shape.map((before, index) => ({ index, before }));
  const turned = (angle: number, mirror: boolean): Point[] =>
    shape.map(({ x, y }) => {
      const v = mirror ? -y : y;
      return { x: Math.cos(angle) * x - Math.sin(angle) * v + 7, y: Math.sin(angle) * x + Math.cos(angle) * v - 2 };
    });

  test.each([
    [0, false],
    [1, false],
    [Math.PI, false],
    [0, true],
    [2.5, true],
  ])('a turn by %d (mirrored: %s) is undone', (angle, mirror) => {
    const aligned = alignTo(turned(angle, mirror), shared);
    aligned.forEach((point, i) => expect(distance(point, shape[i]!)).toBeLessThan(1e-9));
    expect(medianMove(aligned, shared)).toBeLessThan(1e-9);
  });

  test('without shared tracks nothing is moved; with one it is shifted', () => {
    expect(alignTo(shape, [])).toEqual(shape);
    expect(alignTo(shape, [{ index: 0, before: { x: 5, y: 5 } }])[0]).toEqual({ x: 5, y: 5 });
  });
});

test('a refit is due when there was no fit, when a fifth is new, and while the map is small', () => {
  expect(needsRefit({ fitted: 0, kept: 0, now: 50 })).toBe(true);
  expect(needsRefit({ fitted: 100, kept: 100, now: 101 })).toBe(false);
  expect(needsRefit({ fitted: 100, kept: 100, now: 126 })).toBe(true);
  expect(needsRefit({ fitted: 100, kept: 70, now: 100 })).toBe(true);
  expect(needsRefit({ fitted: 10, kept: 10, now: 11 })).toBe(true);
  expect(needsRefit({ fitted: 23, kept: 23, now: 24 })).toBe(true);
});

test('a week lies at the play-weighted mean of its tracks, with their spread', () => {
  const position = weekPosition([
    { x: 0, y: 0, plays: 3 },
    { x: 4, y: 8, plays: 1 },
  ]);
  expect(position).toEqual({ x: 1, y: 2, spreadX: Math.sqrt(3), spreadY: Math.sqrt(12), plays: 4 });
  expect(weekPosition([])).toBeNull();
});
