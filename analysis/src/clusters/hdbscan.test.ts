import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { seededRandom } from '../maths/random.ts';
import { hdbscan, type HdbscanOptions } from './hdbscan.ts';
import { adjustedRandIndex } from './rand-index.ts';

interface Golden {
  name: string;
  dims: number;
  minClusterSize: number;
  minSamples: number | null;
  points: string;
  labels: string;
  probabilities: string;
  own: number;
  ownOff: number;
}
const golden = JSON.parse(readFileSync(new URL('golden/hdbscan.json', import.meta.url), 'utf8')) as Golden[];

const unpack = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64')).buffer;
const cluster = (points: readonly number[], dims: number, options: Partial<HdbscanOptions> = {}) =>
  hdbscan(Float64Array.from(points), { count: points.length / dims, dims, minClusterSize: 5, ...options });

describe('beside hdbscan 0.8.44', () => {
  test.each(golden)('$name', ({ dims, minClusterSize, minSamples, own, ownOff, ...packed }) => {
    const points = new Float32Array(unpack(packed.points));
    const labels = new Int32Array(unpack(packed.labels));
    const probabilities = new Float32Array(unpack(packed.probabilities));
    const found = hdbscan(points, { count: labels.length, dims, minClusterSize, minSamples: minSamples ?? undefined });
    // Where the order of the rows decides, it cannot agree with us more than with itself.
    expect(adjustedRandIndex(found.labels, labels)).toBeGreaterThanOrEqual(Math.min(0.99, own));
    const off = probabilities.filter((value, i) => Math.abs(value - found.probabilities[i]!) > 1e-5);
    expect(off.length).toBeLessThanOrEqual(Math.max(0.01 * labels.length, ownOff));
  });
});

/** Three groups of unlike density and some noise, in two dimensions. */
function groups(seed: number, count: number): number[] {
  const random = seededRandom(seed);
  const around = () => random() + random() + random() - 1.5;
  return Array.from({ length: count }, (_, i) =>
    i % 10 === 0
      ? [random() * 40 - 20, random() * 40 - 20]
      : [(i % 3) * 8 + around() * (1 + (i % 3)), ((i % 3) - 1) * 7 + around() * (1 + (i % 3))],
  ).flat();
}

describe('what the clusters do not depend on', () => {
  const drawn = fc.record({ seed: fc.integer({ min: 1, max: 1e6 }), count: fc.integer({ min: 20, max: 250 }) });

  test('the order of the points', () => {
    fc.assert(
      fc.property(drawn, ({ seed, count }) => {
        const points = groups(seed, count);
        const random = seededRandom(seed + 1);
        const order = Array.from({ length: count }, (_, i) => ({ i, key: random() }))
          .sort((a, b) => a.key - b.key)
          .map(({ i }) => i);
        const straight = cluster(points, 2);
        const mixed = cluster(
          order.flatMap((i) => points.slice(2 * i, 2 * i + 2)),
          2,
        );
        expect(
          adjustedRandIndex(
            order.map((i) => straight.labels[i]!),
            mixed.labels,
          ),
        ).toBe(1);
        order.forEach((i, at) => expect(mixed.probabilities[at]).toBeCloseTo(straight.probabilities[i]!, 9));
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  test('scale, place and which axis is which', () => {
    fc.assert(
      fc.property(drawn, ({ seed, count }) => {
        // Multiples of 1/1024, so that moving them loses nothing.
        const points = groups(seed, count).map((value) => Math.round(value * 1024) / 1024);
        const { labels } = cluster(points, 2);
        const scaled = points.map((value) => value * 64);
        const moved = points.map((value) => value + 512);
        const turned = points.map((_, i) => points[i ^ 1]!);
        for (const other of [scaled, moved, turned]) expect(cluster(other, 2).labels).toEqual(labels);
      }),
      { seed: 2, numRuns: 40 },
    );
  });

  test('a second run gives the same to the bit', () => {
    const points = groups(3, 400);
    expect(cluster(points, 2)).toEqual(cluster(points, 2));
  });

  test('dimensions that say nothing', () => {
    const points = groups(4, 300);
    const padded = Array.from({ length: 300 }, (_, i) => [7, points[2 * i]!, 0, points[2 * i + 1]!, -1]).flat();
    expect(cluster(padded, 5).labels).toEqual(cluster(points, 2).labels);
  });
});

describe('edges', () => {
  test.each([0, 1, 2, 4])('%d points are too few for a cluster of five', (count) => {
    const { labels, probabilities, clusters } = cluster(groups(1, count), 2);
    expect([...labels]).toEqual(Array.from({ length: count }, () => -1));
    expect([...probabilities]).toEqual(Array.from({ length: count }, () => 0));
    expect(clusters).toBe(0);
  });

  test('fewer points than neighbours asked for still hang together', () => {
    const { labels } = cluster([0, 1, 2, 100, 101, 102], 1, { minClusterSize: 2, minSamples: 50 });
    expect(labels).toHaveLength(6);
  });

  test('equal points are noise, one cluster where that is allowed', () => {
    const points = Array.from({ length: 40 }, () => 3);
    expect(new Set(cluster(points, 1, { minClusterSize: 30 }).labels)).toEqual(new Set([-1]));
    const single = cluster(points, 1, { minClusterSize: 30, allowSingleCluster: true });
    expect(new Set(single.labels)).toEqual(new Set([0]));
    expect(new Set(single.probabilities)).toEqual(new Set([1]));
  });

  test('two heaps of equal points are two clusters', () => {
    const points = Array.from({ length: 60 }, (_, i) => (i < 20 ? 1 : 5));
    const { labels, probabilities } = cluster(points, 1, { minClusterSize: 15 });
    expect([...labels]).toEqual(points.map((value) => (value === 1 ? 0 : 1)));
    expect(new Set(probabilities)).toEqual(new Set([1]));
  });

  test('clusters are named in the order of their first points', () => {
    const { labels } = cluster(groups(9, 240), 2);
    const seen = [...new Set(labels)].filter((label) => label >= 0);
    expect(seen).toEqual(seen.map((_, i) => i));
  });

  test.each([
    [[1, 2, NaN, 4], 2, {}, /^Row 1 has a value that is not finite: NaN/],
    [[1, Infinity], 1, {}, /^Row 1 has a value that is not finite/],
    [[1, -1e200], 1, {}, /^Row 1 has a value that is too large/],
    [[1, 2, 3], 2, { count: 2 }, /2 points of 2 dimensions are 4 numbers, not 3/],
    [[1, 2], 1, { minClusterSize: 1 }, /2 points or more/],
    [[1, 2], 1, { minSamples: 0 }, /1 neighbour or more/],
  ])('%p in %d dimensions with %p is refused', (points, dims, options, message) => {
    expect(() => cluster(points, dims, options)).toThrow(RangeError);
    expect(() => cluster(points, dims, options)).toThrow(message);
  });
});
