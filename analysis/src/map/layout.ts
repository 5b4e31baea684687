import { UMAP } from 'umap-js';
import { seededRandom } from '../maths/random.ts';
import type { Vector } from '../maths/vectors.ts';
import { exactNeighbours } from './neighbours.ts';
import { planeOf } from './plane.ts';
import type { Point } from './point.ts';

/** How a map is laid out; kept with each map so that it can be made again. */
export const MAP_PARAMETERS = { method: 'umap', neighbours: 50, minDist: 0.1, seed: 20_180_209 } as const;

/**
 * Lays tracks out on a plane by UMAP (McInnes, Healy & Melville 2018; umap-js), one row of `vectors` a track; near in the space
 * means near on the map, and distances are only comparable within one map. Neighbourhoods are of 50 tracks, or a third of
 * them where there are fewer than 150: when everyone is everyone's neighbour, UMAP has nothing to go by, and one more track
 * turned such maps inside out. Fewer than FEWEST_FOR_UMAP tracks have no neighbourhoods to speak of: they lie in the plane
 * of their greatest variance (PCA), one track at the origin.
 *
 * `start`, where given, is where the optimisation begins, a point a row (the coordinates of an earlier map); else it is the PCA
 * plane. The result is the same to the bit for the same vectors in the same order, parameters and start, so callers sort
 * by recording id. Yields the share that is done, often enough for a heartbeat.
 */
export function* layOut(vectors: readonly Vector[], start?: readonly Point[]): Generator<number, Point[]> {
  if (vectors.length < FEWEST_FOR_UMAP) return planeOf(vectors);
  const neighbours = Math.min(MAP_PARAMETERS.neighbours, Math.round(vectors.length / 3));
  const umap = new UMAP({
    nNeighbors: neighbours,
    minDist: MAP_PARAMETERS.minDist,
    learningRate: start === undefined ? 1 : RESTART_RATE,
    random: seededRandom(MAP_PARAMETERS.seed),
  });
  if (vectors.length <= MOST_FOR_EXACT) {
    const knn = yield* progressOf(exactNeighbours(vectors, neighbours), 0);
    umap.setPrecomputedKNN(knn.indices, knn.distances);
  }
  const epochs = umap.initializeFit(vectors.map((vector) => [...vector]));
  placeAt(umap.getEmbedding(), start ?? planeOf(vectors));
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    if (epoch % EPOCHS_A_BREATH === 0) yield epoch / epochs;
  }
  return centred(umap.getEmbedding().map(([x, y]) => ({ x: x!, y: y! })));
}

/** From so many tracks on UMAP is used. */
export const FEWEST_FOR_UMAP = 24;
/** Up to here all pairs are compared (some seconds); beyond, umap-js descends to approximate neighbours. */
const MOST_FOR_EXACT = 5000;
const EPOCHS_A_BREATH = 10;
/** Steps from earlier coordinates are this much of a fresh start's: enough to mend the map, too little to shake it up. */
const RESTART_RATE = 0.1;

function* progressOf<T>(work: Generator<unknown, T>, progress: number): Generator<number, T> {
  let step = work.next();
  while (step.done !== true) {
    yield progress;
    step = work.next();
  }
  return step.value;
}

/**
 * umap-js starts from random places and has no setting for others, but hands out the rows that it optimises. A
 * little scatter keeps tracks with equal vectors from lying on one point, where no force could part them.
 */
function placeAt(rows: number[][], start: readonly Point[]): void {
  const random = seededRandom(MAP_PARAMETERS.seed + 1);
  rows.forEach((row, i) => {
    row[0] = start[i]!.x + (random() - 0.5) * SCATTER;
    row[1] = start[i]!.y + (random() - 0.5) * SCATTER;
  });
}

const SCATTER = 0.01;

function centred(points: readonly Point[]): Point[] {
  const x = points.reduce((sum, point) => sum + point.x, 0) / points.length;
  const y = points.reduce((sum, point) => sum + point.y, 0) / points.length;
  return points.map((point) => ({ x: point.x - x, y: point.y - y }));
}
