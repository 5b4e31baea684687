import { seededRandom } from '../maths/random.ts';
import { squaredDistance, weightedMean } from '../maths/vectors.ts';
import { dominantCluster, type DominantCluster } from './dominant-cluster.ts';
import { chooseMedoids, standsFor, type Pool } from './medoids.ts';
import type { Span } from './span.ts';
import type { MixtapeOptions } from './types.ts';

/** The bounds of a mixtape in minutes. */
export const MIXTAPE_MINUTES = { least: 60, most: 90 } as const;
export const LEAST_SECONDS = MIXTAPE_MINUTES.least * 60;

/** What a span of weeks gives. */
export interface Attempt {
  readonly span: Span;
  readonly cluster: DominantCluster;
  /** Positions of the chosen tracks in the span, and how many each stands for. */
  readonly chosen: readonly number[];
  readonly standsFor: readonly number[];
  readonly seconds: number;
  /** The share of the tracks that one artist was allowed. */
  readonly artistShare: number;
  /** In the space of the map. */
  readonly distanceOf: (a: number, b: number) => number;
}

/** The shares that are tried, one after the other. */
export const ARTIST_SHARES = [1 / 5, 1 / 3, 1 / 2] as const;

/**
 * Chooses from the cluster with the most plays of the week itself, and where it does not fill an hour from the tracks nearest to it too,
 * more and more of them; where that is not enough an artist may have more tracks.
 */
export function attemptOf(span: Span, own: Span, { minutes, seed }: MixtapeOptions): Attempt {
  const count = span.tracks.length;
  const plays = span.tracks.map(({ recordingId }) => span.plays.get(recordingId)!);
  const ofWeek = span.tracks.map(({ recordingId }, i) => (own.plays.get(recordingId) ?? 0) + plays[i]! / MANY);
  const cluster = dominantCluster(span.tracks, ofWeek);
  const distances = distancesOf(span);
  const random = seededRandom(seed);
  const weights = plays.map((times, i) => times * (0.75 + random() / 2) * (cluster.inside[i]! ? 1 : OUTSIDE_WEIGHT));
  const base = {
    span,
    cluster,
    distanceOf: (a: number, b: number) => distances[a * count + b]!,
  };
  let best: Attempt = { ...base, chosen: [], standsFor: [], seconds: 0, artistShare: ARTIST_SHARES[0] };
  for (const members of poolsOf(span, cluster))
    for (const artistShare of ARTIST_SHARES) {
      const attempt = choose({ members, weights, distances, artistShare, minutes }, base);
      if (attempt.seconds > best.seconds) best = attempt;
      if (best.seconds >= LEAST_SECONDS) return best;
    }
  return best;
}

/** So many plays of other weeks count as one of the week itself. */
const MANY = 1000;
const OUTSIDE_WEIGHT = 0.25;

function choose(
  given: { members: readonly number[]; weights: readonly number[]; distances: Float64Array } & {
    artistShare: number;
    minutes: number;
  },
  base: Pick<Attempt, 'span' | 'cluster' | 'distanceOf'>,
): Attempt {
  const { members, artistShare } = given;
  const { span } = base;
  const target = given.minutes * 60;
  const pool: Pool = {
    weights: members.map((i) => given.weights[i]!),
    seconds: members.map((i) => span.seconds[i]!),
    artists: members.map((i) => span.tracks[i]!.artistKey),
    distances: Float64Array.from(members.flatMap((a) => members.map((b) => base.distanceOf(a, b)))),
  };
  const mean = pool.seconds.reduce((total, seconds) => total + seconds, 0) / Math.max(1, members.length);
  const ofArtist = Math.max(2, Math.ceil((target / mean) * artistShare));
  const limits = { target, least: LEAST_SECONDS, most: MIXTAPE_MINUTES.most * 60, ofArtist };
  const medoids = partable(pool, chooseMedoids(pool, limits));
  return {
    ...base,
    chosen: medoids.map((slot) => members[slot]!),
    standsFor: standsFor(pool, medoids),
    seconds: medoids.reduce((total, slot) => total + pool.seconds[slot]!, 0),
    artistShare,
  };
}

/** The chosen ones less the lightest of an artist who has more than every second of them. */
function partable({ artists, weights }: Pool, chosen: readonly number[]): number[] {
  let kept = [...chosen];
  for (;;) {
    const counts = new Map<string, number>();
    for (const slot of kept) counts.set(artists[slot]!, (counts.get(artists[slot]!) ?? 0) + 1);
    const most = [...counts].find(([, count]) => count > Math.ceil(kept.length / 2))?.[0];
    if (most === undefined) return kept;
    const own = kept.filter((slot) => artists[slot] === most);
    const lightest = own.reduce((a, b) => (weights[b]! < weights[a]! ? b : a));
    kept = kept.filter((slot) => slot !== lightest);
  }
}

/** The cluster, then with a quarter of the other tracks, those nearest to its middle first, and so on to all of them. */
function* poolsOf({ tracks, plays }: Span, { inside }: DominantCluster): Generator<number[]> {
  const all = tracks.map((_, i) => i);
  const own = all.filter((i) => inside[i]!);
  const middle = weightedMean(
    own.map((i) => tracks[i]!.vector),
    own.map((i) => plays.get(tracks[i]!.recordingId)!),
  );
  yield own;
  if (middle === null) return;
  const away = tracks.map(({ vector }) => squaredDistance(vector, middle));
  const others = all.filter((i) => !inside[i]!).sort((a, b) => away[a]! - away[b]! || a - b);
  for (let quarter = 1; quarter <= 4 && others.length > 0; quarter++)
    yield [...own, ...others.slice(0, Math.ceil((others.length * quarter) / 4))].sort((a, b) => a - b);
}

function distancesOf({ tracks }: Span): Float64Array {
  const distances = new Float64Array(tracks.length ** 2);
  for (let a = 0; a < tracks.length; a++)
    for (let b = 0; b < a; b++) {
      const distance = Math.sqrt(squaredDistance(tracks[a]!.vector, tracks[b]!.vector));
      distances[a * tracks.length + b] = distances[b * tracks.length + a] = distance;
    }
  return distances;
}
