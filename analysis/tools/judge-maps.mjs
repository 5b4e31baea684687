/**
 * How far a refit with a quarter more tracks moves the median old one, and how trustworthy it is beside a fresh map of the same
 * tracks: the table of docs/science/maps.md.
 *
 *   node analysis/tools/judge-maps.mjs [24 30 40 60 100 200 600 2000]
 */
import { refit } from '../dist/map/index.js';
import { seededRandom } from '../dist/maths/random.js';

const DIMS = 100;
const NEAREST = 10;
/** Tracks that trustworthiness looks at, evenly spread. */
const LOOKED_AT = 150;
const FEWEST_FOR_TRUST = 40;

const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [24, 30, 40, 60, 100, 200, 600, 2000];
for (const [name, draw] of [
  ['clusters', clusters],
  ['curves', curves],
]) {
  for (const size of sizes) {
    const found = [];
    for (let seed = 1; seed <= (size < 2000 ? 5 : 2); seed++)
      found.push(await judge(draw(Math.ceil(1.26 * size), seed), size));
    const moved = found.map((one) => one.moved);
    const trust = ['fresh', 'refit'].map((key) => median(found.map((one) => one[key]))?.toFixed(4) ?? '-');
    process.stdout.write(
      `${name} ${size}: moved ${median(moved).toFixed(3)} (${Math.max(...moved).toFixed(3)}), trustworthiness fresh ${trust[0]}, refit ${trust[1]}\n`,
    );
  }
}

async function judge(all, size) {
  const nobody = (vectors) => vectors.map(() => null);
  const old = all.slice(0, size);
  const before = (await refit(old, nobody(old))).points;
  const { points, moved } = await refit(
    all,
    all.map((_, i) => before[i] ?? null),
  );
  if (size < FEWEST_FOR_TRUST) return { moved };
  return {
    moved,
    refit: trustworthiness(all, points),
    fresh: trustworthiness(all, (await refit(all, nobody(all))).points),
  };
}

/** Six clouds. */
function clusters(count, seed) {
  const random = seededRandom(seed);
  const centres = Array.from({ length: 6 }, () => Array.from({ length: DIMS }, () => 4 * random()));
  return Array.from({ length: count }, (_, i) => centres[i % 6].map((value) => value + 1.5 * bell(random)));
}

/** Five bent lines with a little noise. */
function curves(count, seed) {
  const random = seededRandom(seed);
  const arms = Array.from({ length: 5 }, () =>
    Array.from({ length: 4 }, () => Array.from({ length: DIMS }, () => 2 * bell(random))),
  );
  return Array.from({ length: count }, (_, i) => {
    const along = random();
    const [start, sine, cosine, line] = arms[i % 5];
    return start.map(
      (value, d) =>
        value + sine[d] * Math.sin(3 * along) + cosine[d] * Math.cos(5 * along) + line[d] * along + 0.1 * bell(random),
    );
  });
}

function bell(random) {
  return random() + random() + random() - 1.5;
}

/** Venna & Kaski 2001. */
function trustworthiness(vectors, points) {
  const count = vectors.length;
  const step = Math.max(1, Math.floor(count / LOOKED_AT));
  let looked = 0;
  let penalty = 0;
  for (let row = 0; row < count; row += step) {
    looked++;
    const order = nearestFirst(vectors, row, (vector) =>
      vector.reduce((sum, value, d) => sum + (value - vectors[row][d]) ** 2, 0),
    );
    const rank = new Map(order.map((other, i) => [other, i + 1]));
    const near = nearestFirst(points, row, ({ x, y }) => (x - points[row].x) ** 2 + (y - points[row].y) ** 2);
    for (const other of near.slice(0, NEAREST)) penalty += Math.max(0, rank.get(other) - NEAREST);
  }
  return 1 - (2 * penalty) / (looked * NEAREST * (2 * count - 3 * NEAREST - 1));
}

function nearestFirst(rows, own, apart) {
  const distances = rows.map(apart);
  return rows
    .map((_, row) => row)
    .filter((row) => row !== own)
    .sort((a, b) => distances[a] - distances[b] || a - b);
}

function median(values) {
  return values.some((value) => value === undefined) ? undefined : values.toSorted((a, b) => a - b)[values.length >> 1];
}
