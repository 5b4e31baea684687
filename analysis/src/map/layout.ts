import type { Vector } from '../maths/vectors.ts';
import { type OnProgress, withPool } from '../threads/index.ts';
import { planeOf } from './plane.ts';
import type { Point } from './point.ts';
import { coordinatesOf, flatten, pointsOf } from './rows.ts';
import { kernelsSupported, layOutUmap, layOutUmapJs, umapBytes } from './umap/index.ts';

/** How a map is laid out; kept with each map so that it can be made again. Another version lays the same tracks out otherwise. */
export const MAP_PARAMETERS = { method: 'umap', version: 2, neighbours: 50, minDist: 0.1, seed: 20_180_209 } as const;

export interface LayoutOptions {
  /** Where the optimisation begins, a point a row: the coordinates of an earlier map. */
  readonly start?: readonly Point[] | undefined;
  /** At most so many; few tracks take one. The map is the same on any number. */
  readonly threads?: number | undefined;
  /** Told the share that is done, often enough for a heartbeat. */
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Lays tracks out on a plane by UMAP (McInnes, Healy & Melville 2018), one row of `vectors` a track; near in the space
 * means near on the map, and distances are only comparable within one map. Neighbourhoods are of 50 tracks, or a third of
 * them where there are fewer than 150: when everyone is everyone's neighbour, UMAP has nothing to go by, and one more track
 * turned such maps inside out. Fewer than FEWEST_FOR_UMAP tracks have no neighbourhoods to speak of: they lie in the plane
 * of their greatest variance (PCA), one track at the origin.
 *
 * The result is the same to the bit for the same vectors in the same order, parameters and start, so callers sort
 * by recording id. Where kernels do not run, umap-js lays out another map of the same tracks.
 */
export async function layOut(vectors: readonly Vector[], options: LayoutOptions = {}): Promise<Point[]> {
  if (vectors.length < FEWEST_FOR_UMAP) return planeOf(vectors);
  const { start, onProgress } = options;
  const { rows, ...size } = flatten(vectors);
  const input = {
    ...size,
    neighbours: neighboursOf(size.count),
    minDist: MAP_PARAMETERS.minDist,
    seed: MAP_PARAMETERS.seed,
    ...(start && { start: coordinatesOf(start), learningRate: RESTART_RATE }),
    ...(onProgress && { onProgress }),
  };
  if (!kernelsSupported()) return centred(pointsOf(await layOutUmapJs(rows, input)));
  const threads = size.count <= MOST_FOR_ONE_THREAD ? 1 : (options.threads ?? 1);
  const bytes = umapBytes({ ...size, neighbours: input.neighbours, threads });
  return centred(pointsOf(await withPool({ threads, bytes }, (pool) => layOutUmap(rows, { ...input, pool }))));
}

/** From so many tracks on UMAP is used. */
export const FEWEST_FOR_UMAP = 24;

/** How many tracks make a neighbourhood on a map of `count`, the track itself among them. */
export const neighboursOf = (count: number): number => Math.min(MAP_PARAMETERS.neighbours, Math.round(count / 3));

/** Up to here one thread is done before others have started. */
export const MOST_FOR_ONE_THREAD = 1000;
/** Steps from earlier coordinates are this much of a fresh start's: enough to mend the map, too little to shake it up. */
const RESTART_RATE = 0.03;

function centred(points: readonly Point[]): Point[] {
  const x = points.reduce((sum, point) => sum + point.x, 0) / points.length;
  const y = points.reduce((sum, point) => sum + point.y, 0) / points.length;
  return points.map((point) => ({ x: point.x - x, y: point.y - y }));
}
