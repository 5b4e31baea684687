import { seededRandom } from '../maths/random.ts';

/**
 * Orders tracks along a short path: the sum of step costs is brought down by turning stretches around (2-opt, Croes 1958), by moving single
 * tracks and by exchanging two, from several seeded beginnings. No artist comes twice in a row.
 *
 * @param costs of the step between any two, symmetric, a row a track
 * @param artists none of which has more than half of the tracks, rounded up
 * @returns positions in the order in which they come
 */
export function orderTracks(costs: Float64Array, artists: readonly string[], seed: number): number[] {
  const random = seededRandom(seed);
  let best: number[] = [];
  let least = Infinity;
  for (let start = 0; start < STARTS; start++) {
    const order = improve(beginning(artists, random), costs, artists);
    const cost = costOf(order, costs);
    if (cost < least - 1e-12) [best, least] = [order, cost];
  }
  return best;
}

const STARTS = 12;

/** A random order without an artist twice in a row: whoever has more tracks left than the others can part goes first. */
function beginning(artists: readonly string[], random: () => number): number[] {
  const left = artists.map((_, i) => ({ i, key: random() })).sort((a, b) => a.key - b.key);
  const order: number[] = [];
  while (left.length > 0) {
    const counts = new Map<string, number>();
    for (const { i } of left) counts.set(artists[i]!, (counts.get(artists[i]!) ?? 0) + 1);
    const pressing = [...counts].find(([, count]) => count > left.length / 2)?.[0];
    const before = order.length > 0 ? artists[order.at(-1)!] : undefined;
    const free = (i: number) => artists[i] !== before;
    const at = left.findIndex(({ i }) =>
      pressing === undefined || pressing === before ? free(i) : artists[i] === pressing,
    );
    order.push(...left.splice(Math.max(0, at), 1).map(({ i }) => i));
  }
  return order;
}

function improve(order: readonly number[], costs: Float64Array, artists: readonly string[]): number[] {
  let current = [...order];
  for (let next = better(current, costs, artists); next !== undefined; next = better(current, costs, artists))
    current = next;
  return current;
}

/** The best of all changes that make it shorter; undefined where there is none. */
function better(order: readonly number[], costs: Float64Array, artists: readonly string[]): number[] | undefined {
  let least = costOf(order, costs) - 1e-12;
  let best: number[] | undefined;
  for (const next of changesOf(order)) {
    const cost = costOf(next, costs);
    if (cost >= least || !parted(next, artists)) continue;
    least = cost;
    best = next;
  }
  return best;
}

function* changesOf(order: readonly number[]): Generator<number[]> {
  for (let i = 0; i < order.length; i++)
    for (let j = i + 1; j < order.length; j++) {
      yield turned(order, i, j);
      yield moved(order, i, j);
      yield moved(order, j, i);
      yield exchanged(order, i, j);
    }
}

const turned = (order: readonly number[], i: number, j: number) => [
  ...order.slice(0, i),
  ...order.slice(i, j + 1).reverse(),
  ...order.slice(j + 1),
];

function moved(order: readonly number[], from: number, to: number): number[] {
  const next = order.toSpliced(from, 1);
  next.splice(to, 0, order[from]!);
  return next;
}

function exchanged(order: readonly number[], i: number, j: number): number[] {
  const next = [...order];
  next[i] = order[j]!;
  next[j] = order[i]!;
  return next;
}

function costOf(order: readonly number[], costs: Float64Array): number {
  let total = 0;
  for (let i = 1; i < order.length; i++) total += costs[order[i - 1]! * order.length + order[i]!]!;
  return total;
}

const parted = (order: readonly number[], artists: readonly string[]) =>
  order.every((track, i) => i === 0 || artists[track] !== artists[order[i - 1]!]);
