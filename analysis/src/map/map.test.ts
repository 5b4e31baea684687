import { seededRandom } from '../maths/random.ts';
import { alignTo, medianMove } from './align.ts';
import { needsRefit, placeNew, refit } from './update.ts';
import { widthOf, type Point } from './point.ts';
import { weekPosition } from './week-position.ts';

function drain<T>(work: Generator<unknown, T>): T {
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value;
}

/** Six clusters in 40 dimensions. */
function clusters(count: number, seed = 1): number[][] {
  const random = seededRandom(seed);
  const centres = Array.from({ length: 6 }, () => Array.from({ length: 40 }, () => random() * 8));
  return Array.from({ length: count }, (_, i) => centres[i % 6]!.map((value) => value + random() * 2));
}
const fresh = (vectors: number[][]) =>
  drain(
    refit(
      vectors,
      vectors.map(() => null),
    ),
  ).points;
const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

describe('a map of few tracks', () => {
  test('none is empty, one lies at the origin, two opposite each other', () => {
    expect(fresh([])).toEqual([]);
    expect(fresh([[5, 6, 7]])).toEqual([{ x: 0, y: 0 }]);
    const [a, b] = fresh([
      [0, 0, 1],
      [0, 2, 1],
    ]);
    expect(a!.x).toBeCloseTo(-b!.x, 9);
    expect(distance(a!, b!)).toBeGreaterThan(1);
  });

  test('three keep the shape of their triangle', () => {
    const [a, b, c] = fresh([
      [0, 0, 0],
      [3, 0, 0],
      [0, 4, 0],
    ]);
    expect(distance(a!, c!) / distance(a!, b!)).toBeCloseTo(4 / 3, 6);
    expect(distance(b!, c!) / distance(a!, b!)).toBeCloseTo(5 / 3, 6);
  });

  test.each([5, 24])('%d equal tracks are no reason to fail', (count) => {
    const points = fresh(Array.from({ length: count }, () => [1, 2, 3]));
    expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });
});

// Few tracks: inside jest's sandbox umap-js takes some twenty times as long as outside.
const COUNT = 30;

describe('a map by UMAP', () => {
  const vectors = clusters(COUNT);
  const points = fresh(vectors);

  test('puts neighbours in the space next to each other', () => {
    const sameCluster = points.filter((point, i) => {
      const others = points.map((other, j) => ({ j, away: i === j ? Infinity : distance(point, other) }));
      return others.reduce((least, other) => (other.away < least.away ? other : least)).j % 6 === i % 6;
    });
    expect(sameCluster.length).toBeGreaterThan(0.9 * COUNT);
  });

  test('is the same to the bit a second time, and breathes on the way', () => {
    const work = refit(
      vectors,
      vectors.map(() => null),
    );
    const shares: number[] = [];
    let step = work.next();
    while (step.done !== true) {
      shares.push(step.value);
      step = work.next();
    }
    expect(step.value.points).toEqual(points);
    expect(shares.length).toBeGreaterThan(20);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  test('placing one more track moves none of the others', () => {
    const added = clusters(COUNT + 1);
    const placed = placeNew(added, [...points, null]);
    expect(placed.slice(0, COUNT)).toEqual(points);
    // It goes among those of its own cluster: the added track is of cluster 0.
    const own = points.filter((_, i) => i % 6 === 0);
    expect(Math.min(...own.map((point) => distance(point, placed[COUNT]!)))).toBeLessThan(0.1 * widthOf(points));
  });

  test('a refit with a quarter more moves the median old track by less than a tenth of the width', () => {
    const more = clusters(37);
    const { points: refitted, moved } = drain(
      refit(
        more,
        more.map((_, i) => points[i] ?? null),
      ),
    );
    expect(refitted).toHaveLength(37);
    expect(moved).toBeLessThan(0.1);
  });
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
