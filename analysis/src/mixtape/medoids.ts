/** What tracks are chosen from: weights, seconds and artists a track, and the distances between all of them. */
export interface Pool {
  readonly weights: readonly number[];
  readonly seconds: readonly number[];
  readonly artists: readonly string[];
  /** A row a track. */
  readonly distances: Float64Array;
}

export interface Limits {
  /** The total to come near to, and its bounds. */
  readonly target: number;
  readonly least: number;
  readonly most: number;
  /** How many tracks one artist may have. */
  readonly ofArtist: number;
}

/**
 * Chooses tracks that stand for the others: k-medoids by PAM (Kaufman & Rousseeuw 1990), where k follows from the length. The cost is the
 * weighted sum of distances to the nearest chosen track, and a penalty for each pair of chosen ones that is of one artist or
 * lies close together. First the best track is added until the length is reached (BUILD), then chosen tracks are exchanged for
 * others while that lowers the cost and keeps within the limits (SWAP). Ties fall to the track that comes first.
 * @returns the positions of the chosen tracks, rising
 */
export function chooseMedoids(pool: Pool, limits: Limits): number[] {
  const penalties = penaltiesOf(pool);
  const chosen = build(pool, limits, penalties);
  for (let round = 0; round < MOST_SWAPS && swap(pool, limits, { penalties, chosen }); round++);
  return chosen.sort((a, b) => a - b);
}

const MOST_SWAPS = 60;
/** Penalties in shares of what all tracks together would cost at the mean distance. */
const SAME_ARTIST = 0.02;
const CLOSE = 0.02;
/** A total this near to the target is as good as any. */
export const TOLERANCE_SECONDS = 150;

function build(pool: Pool, limits: Limits, penalties: Float64Array): number[] {
  const count = pool.weights.length;
  const chosen: number[] = [];
  const nearest = new Float64Array(count).fill(2 * Math.max(...pool.distances));
  for (let total = 0; total < Math.max(limits.least, limits.target - TOLERANCE_SECONDS);) {
    const fitting = fittingOf(pool, limits, { chosen, total });
    let best = -1;
    let most = -Infinity;
    for (const candidate of fitting) {
      let gain = 0;
      for (let i = 0; i < count; i++)
        gain += pool.weights[i]! * Math.max(0, nearest[i]! - pool.distances[i * count + candidate]!);
      for (const other of chosen) gain -= penalties[candidate * count + other]!;
      if (gain > most) [best, most] = [candidate, gain];
    }
    if (best < 0) break;
    chosen.push(best);
    total += pool.seconds[best]!;
    for (let i = 0; i < count; i++) nearest[i] = Math.min(nearest[i]!, pool.distances[i * count + best]!);
  }
  return chosen;
}

/** The tracks that may be added: those that end near the target where there are such, else all that end before the most. */
function fittingOf(
  pool: Pool,
  limits: Limits,
  { chosen, total }: { chosen: readonly number[]; total: number },
): number[] {
  const taken = new Set(chosen);
  const fits = pool.seconds.flatMap((seconds, i) =>
    !taken.has(i) && total + seconds <= limits.most && ofArtist(pool, chosen, i) < limits.ofArtist ? [i] : [],
  );
  const near = fits.filter((i) => total + pool.seconds[i]! <= limits.target + TOLERANCE_SECONDS);
  return near.length > 0 ? near : fits;
}

const ofArtist = ({ artists }: Pool, chosen: readonly number[], candidate: number) =>
  chosen.filter((other) => artists[other] === artists[candidate]).length;

/** Makes the best exchange, if there is one. */
function swap(
  pool: Pool,
  limits: Limits,
  { penalties, chosen }: { penalties: Float64Array; chosen: number[] },
): boolean {
  const count = pool.weights.length;
  const total = chosen.reduce((sum, i) => sum + pool.seconds[i]!, 0);
  const nearest = nearestTwo(pool, chosen);
  const taken = new Set(chosen);
  let best: { slot: number; candidate: number } | undefined;
  let most = 1e-9 * Math.max(...pool.distances);
  chosen.forEach((out, slot) => {
    const others = chosen.filter((one) => one !== out);
    for (let candidate = 0; candidate < count; candidate++) {
      const length = total - pool.seconds[out]! + pool.seconds[candidate]!;
      if (taken.has(candidate) || !allowed(length, total, limits)) continue;
      if (ofArtist(pool, others, candidate) >= limits.ofArtist) continue;
      let gain = 0;
      for (const other of others) gain += penalties[out * count + other]! - penalties[candidate * count + other]!;
      for (let i = 0; i < count; i++) {
        const kept = nearest.by[i] === out ? nearest.second[i]! : nearest.first[i]!;
        gain += pool.weights[i]! * (nearest.first[i]! - Math.min(kept, pool.distances[i * count + candidate]!));
      }
      if (gain > most) {
        most = gain;
        best = { slot, candidate };
      }
    }
  });
  if (best === undefined) return false;
  chosen[best.slot] = best.candidate;
  return true;
}

function allowed(length: number, before: number, { target, least, most }: Limits): boolean {
  if (length > most || (length < least && length < before)) return false;
  return Math.abs(length - target) <= Math.max(TOLERANCE_SECONDS, Math.abs(before - target));
}

/** Of each track the distances to the nearest two chosen ones, and which is nearest. */
function nearestTwo({ weights, distances }: Pool, chosen: readonly number[]) {
  const count = weights.length;
  const first = new Float64Array(count).fill(Infinity);
  const second = new Float64Array(count).fill(2 * Math.max(...distances));
  const by = new Int32Array(count).fill(-1);
  const consider = (i: number, medoid: number) => {
    const distance = distances[i * count + medoid]!;
    if (distance >= first[i]!) {
      second[i] = Math.min(second[i]!, distance);
      return;
    }
    if (by[i]! >= 0) second[i] = first[i]!;
    first[i] = distance;
    by[i] = medoid;
  };
  for (let i = 0; i < count; i++) for (const medoid of chosen) consider(i, medoid);
  return { first, second, by };
}

/** How many tracks lie nearer to each chosen one than to the others, itself included. */
export function standsFor(pool: Pool, chosen: readonly number[]): number[] {
  const { by } = nearestTwo(pool, chosen);
  return chosen.map((medoid) => by.reduce((sum, nearest) => sum + (nearest === medoid ? 1 : 0), 0));
}

function penaltiesOf({ weights, artists, distances }: Pool): Float64Array {
  const count = weights.length;
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / Math.max(1, count * (count - 1));
  const whole = mean * weights.reduce((sum, weight) => sum + weight, 0);
  return distances.map((distance, at) => {
    const same = artists[Math.floor(at / count)] === artists[at % count];
    const close = mean > 0 ? Math.max(0, 1 - distance / mean) : 1;
    return whole * ((same ? SAME_ARTIST : 0) + CLOSE * close);
  });
}
