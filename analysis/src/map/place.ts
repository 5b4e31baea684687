import type { Vector } from '../maths/vectors.ts';
import { nearestAmong, type Neighbours, neighbourBytes } from '../neighbours/index.ts';
import { withPool } from '../threads/index.ts';
import { FEWEST_FOR_UMAP, MAP_PARAMETERS, MOST_FOR_ONE_THREAD, neighboursOf } from './layout.ts';
import { nearestOf } from './neighbours.ts';
import type { Point } from './point.ts';
import { flatten } from './rows.ts';
import { meanOf, memberships, type Surroundings, transform } from './transform.ts';
import { kernelsSupported } from './umap/index.ts';

export interface PlaceOptions {
  readonly threads?: number | undefined;
  /** Leaves new tracks at the mean of their neighbours: where a fit goes on from there, the rest is its business. */
  readonly roughly?: boolean;
}

/**
 * Gives every track a place: those that have one in `before` keep it, the others get theirs by UMAP's transform among them. On a map that
 * is too small for UMAP they get the weighted mean of their neighbours. `before` holds at least one place, or nothing is new.
 */
export async function placeNew(
  vectors: readonly Vector[],
  before: readonly (Point | null)[],
  { threads = 1, roughly = false }: PlaceOptions = {},
): Promise<Point[]> {
  const places = before.filter((place) => place !== null);
  const known = vectors.filter((_, i) => before[i] !== null);
  const added = vectors.filter((_, i) => before[i] === null);
  if (added.length === 0) return places;
  const nearest = await nearestPlaces(known, added, places, threads);
  const placed = nearest.map((surroundings) =>
    roughly || known.length < FEWEST_FOR_UMAP
      ? meanOf(surroundings.places, memberships(surroundings.distances))
      : transform(surroundings, places, MAP_PARAMETERS.seed),
  );
  const next = placed.values();
  return before.map((place) => place ?? next.next().value!);
}

async function nearestPlaces(
  known: readonly Vector[],
  added: readonly Vector[],
  places: readonly Point[],
  mostThreads: number,
): Promise<Surroundings[]> {
  const neighbours = known.length < FEWEST_FOR_UMAP ? Math.min(FEW, known.length) : neighboursOf(known.length) - 1;
  if (!kernelsSupported())
    return added.map((vector) => {
      const nearest = nearestOf(vector, known, neighbours);
      return {
        distances: nearest.map(({ squared }) => Math.sqrt(squared)),
        places: nearest.map(({ at }) => places[at]!),
      };
    });
  const { rows, count, dims } = flatten([...known, ...added]);
  const threads = count <= MOST_FOR_ONE_THREAD ? 1 : mostThreads;
  const found = await withPool({ threads, bytes: neighbourBytes({ count, dims, neighbours, threads }) }, (pool) =>
    nearestAmong(rows, { count, known: known.length, dims, neighbours, pool }),
  );
  return added.map((_, i) => surroundingsOf(found, i, neighbours, places));
}

/** Neighbours on a map that is too small for UMAP. */
const FEW = 5;

function surroundingsOf(
  { indices, distances }: Neighbours,
  row: number,
  neighbours: number,
  places: readonly Point[],
): Surroundings {
  const [from, to] = [row * neighbours, (row + 1) * neighbours];
  return {
    distances: distances.subarray(from, to),
    places: Array.from(indices.subarray(from, to), (at) => places[at]!),
  };
}
