import { neighbourBytes, nearestNeighbours } from '../../neighbours/index.ts';
import { measureRows } from '../../neighbours/rows.ts';
import { seededRandom } from '../../maths/random.ts';
import type { OnProgress, ThreadPool } from '../../threads/index.ts';
import { fitCurve } from './curve.ts';
import { fuzzyGraph } from './fuzzy-graph.ts';
import { settingsOf, type UmapInput } from './input.ts';
import { optimise } from './optimise.ts';
import { spectralStart } from './start.ts';

/**
 * Lays rows out on a plane by UMAP (McInnes, Healy & Melville 2018) in WebAssembly kernels: nearest neighbours, fuzzy simplicial set,
 * spectral start, optimisation. The settings are those of umap-learn, and as far as trustworthiness tells the maps are as good; they are not the
 * same maps. The result is the same to the bit for the same rows in the same order, settings and start, on any number of threads
 * (docs/decisions/0023-maps-in-kernels.md).
 *
 * @param rows row-major
 * @param input.pool with room for `umapBytes`
 * @returns `[row][x, y]`
 * @throws RangeError for a number that is not finite, for sizes that do not fit, and for fewer than 3 rows
 */
export async function layOutUmap(rows: Float32Array, input: UmapInput & { pool: ThreadPool }): Promise<Float32Array> {
  const { count, dims, minDist, seed, start, pool, onProgress } = input;
  const { others, epochs, learningRate } = settingsOf(input);
  // Also refuses what is not finite.
  if (input.knn) measureRows(rows, { count, dims });
  const knn =
    input.knn ??
    (await nearestNeighbours(rows, {
      count,
      dims,
      neighbours: others,
      pool,
      ...progress(onProgress, 0, SHARES.start),
    }));
  const graph = await fuzzyGraph(knn, count, pool);
  onProgress?.(SHARES.start);
  const from = start ? parted(start, seed) : await spectralStart(graph, { values: rows, count, dims }, seed, pool);
  onProgress?.(SHARES.optimisation);
  return optimise(
    graph,
    from,
    {
      curve: fitCurve(minDist),
      epochs,
      seed,
      learningRate: learningRate * FIRST_STEP,
      ...progress(onProgress, SHARES.optimisation, 1),
    },
    pool,
  );
}

/** How much of a pool's memory `layOutUmap` takes. */
export function umapBytes(size: { count: number; dims: number; neighbours: number; threads: number }): number {
  const edges = 2 * size.count * size.neighbours;
  // Memberships both ways, the graph, its normalised order, and its parts with their lists; columns, images and places by row.
  return neighbourBytes(size) + 2 * 8 * edges + 3 * 8 * edges + 32 * edges + size.count * 200 + 4 * 1024 * 1024;
}

/**
 * The first step as a share of umap-learn's. There each edge moves both of its ends; here it moves its head by twice as much, against
 * where all others were, and at full size that tears thin curves apart (docs/decisions/0023-maps-in-kernels.md has the figures).
 */
const FIRST_STEP = 0.2;
/** Which share of the work is done when a part of it begins. */
const SHARES = { start: 0.45, optimisation: 0.55 };

function progress(onProgress: OnProgress | undefined, from: number, to: number): { onProgress?: OnProgress } {
  return onProgress ? { onProgress: (share) => onProgress(from + (to - from) * share) } : {};
}

/** A little scatter keeps rows that start at one point from staying there, where no force could part them. */
function parted(start: Float32Array, seed: number): Float32Array {
  const random = seededRandom(seed);
  return start.map((value) => value + (random() - 0.5) * SCATTER);
}

const SCATTER = 0.01;
