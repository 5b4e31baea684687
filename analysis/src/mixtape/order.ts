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
  // A step between tracks of one artist costs more than any order can save.
  const parting = costs.map((cost, at) =>
    artists[Math.floor(at / artists.length)] === artists[at % artists.length] ? Infinity : cost,
  );
  let best: number[] = [];
  let least = Infinity;
  for (let start = 0; start < STARTS; start++) {
    const order = improve(beginning(artists, random), parting);
    const cost = order.reduce((sum, to, i) => sum + (i === 0 ? 0 : parting[order[i - 1]! * order.length + to]!), 0);
    if (cost < least - NEGLIGIBLE || best.length === 0) [best, least] = [order, cost];
  }
  return best;
}

const NEGLIGIBLE = 1e-12;
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

/** Makes the change that saves most, again and again, until none saves anything. */
function improve(order: readonly number[], costs: Float64Array): number[] {
  let current = [...order];
  for (let change = bestChange(current, costs); change !== undefined; change = bestChange(current, costs))
    current = changed(current, change);
  return current;
}

interface Change {
  readonly kind: 'turn' | 'move' | 'exchange';
  readonly i: number;
  readonly j: number;
}

function bestChange(order: readonly number[], costs: Float64Array): Change | undefined {
  /** Of the step from one place of the order to another; before the first and after the last there is none. */
  const step = (a: number, b: number) =>
    a < 0 || b < 0 || a >= order.length || b >= order.length ? 0 : costs[order[a]! * order.length + order[b]!]!;
  let best: Change | undefined;
  let most = NEGLIGIBLE;
  const consider = (change: Change, saved: number) => {
    if (saved > most) [best, most] = [change, saved];
  };
  for (let i = 0; i < order.length; i++)
    for (let j = -1; j < order.length; j++) {
      if (j > i) consider({ kind: 'turn', i, j }, step(i - 1, i) + step(j, j + 1) - step(i - 1, j) - step(i, j + 1));
      if (j > i + 1) consider({ kind: 'exchange', i, j }, around(step, i, j) - swapped(step, i, j));
      // To the place between j and the one after it.
      if (j !== i && j !== i - 1)
        consider(
          { kind: 'move', i, j },
          step(i - 1, i) + step(i, i + 1) + step(j, j + 1) - step(i - 1, i + 1) - step(j, i) - step(i, j + 1),
        );
    }
  return best;
}

type Step = (a: number, b: number) => number;

const around = (step: Step, i: number, j: number) => step(i - 1, i) + step(i, i + 1) + step(j - 1, j) + step(j, j + 1);

/** The steps around two places when their tracks have changed places; there is another between them. */
const swapped = (step: Step, i: number, j: number) => step(i - 1, j) + step(j, i + 1) + step(j - 1, i) + step(i, j + 1);

function changed(order: readonly number[], { kind, i, j }: Change): number[] {
  if (kind === 'turn') return [...order.slice(0, i), ...order.slice(i, j + 1).reverse(), ...order.slice(j + 1)];
  if (kind === 'exchange') return order.with(i, order[j]!).with(j, order[i]!);
  return j > i
    ? [...order.slice(0, i), ...order.slice(i + 1, j + 1), order[i]!, ...order.slice(j + 1)]
    : [...order.slice(0, j + 1), order[i]!, ...order.slice(j + 1, i), ...order.slice(i + 1)];
}
