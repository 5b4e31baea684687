import { UMAP } from 'umap-js';
import { setImmediate as breathe } from 'node:timers/promises';
import { seededRandom } from '../../maths/random.ts';
import { measureRows } from '../../neighbours/rows.ts';
import { planeOf } from '../plane.ts';
import type { Knn } from './fuzzy-graph.ts';
import { settingsOf, type UmapInput } from './input.ts';

/**
 * `layOutUmap` by umap-js, in plain JavaScript: for where WebAssembly has no SIMD or no shared memory, and to compare with. It begins
 * in the plane of greatest variance. Some seconds for 2,000 rows, half a minute for 10,000.
 *
 * @throws RangeError as `layOutUmap` does
 */
export async function layOutUmapJs(rows: Float32Array, input: UmapInput): Promise<Float32Array> {
  const { count, dims, minDist, seed, start, knn, onProgress } = input;
  const { others: given, epochs, learningRate } = settingsOf(input);
  // umap-js wants a row that is nobody's neighbour.
  const others = Math.min(given, count - 2);
  measureRows(rows, { count, dims });
  const vectors = Array.from({ length: count }, (_, row) => [...rows.subarray(row * dims, (row + 1) * dims)]);
  const umap = new UMAP({
    nNeighbors: others + 1,
    minDist,
    nEpochs: epochs,
    learningRate,
    random: seededRandom(seed),
  });
  const nearest = knn ? listed(knn, given, others) : exact(vectors, others);
  if (nearest) umap.setPrecomputedKNN(nearest.indices, nearest.distances);
  umap.initializeFit(vectors);
  const from = start ?? Float32Array.from(planeOf(vectors).flatMap(({ x, y }) => [x, y]));
  const random = seededRandom(seed + 1);
  // umap-js has no setting for where to begin, but hands out the points that it moves.
  umap.getEmbedding().forEach((point, row) => {
    for (const axis of [0, 1]) point[axis] = from[2 * row + axis]! + (random() - 0.5) * SCATTER;
  });
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    if (epoch % EPOCHS_A_BREATH !== 0) continue;
    onProgress?.(epoch / epochs);
    await breathe();
  }
  return Float32Array.from(umap.getEmbedding().flat());
}

/** Up to here all pairs are compared (some seconds); beyond, umap-js descends to approximate neighbours. */
const MOST_FOR_EXACT = 5000;
const EPOCHS_A_BREATH = 10;
const SCATTER = 0.01;

interface Nearest {
  indices: number[][];
  distances: number[][];
}

/** As umap-js wants them: the row itself first. */
function listed({ indices, distances }: Knn, given: number, others: number): Nearest {
  const rows = Array.from({ length: indices.length / given }, (_, row) => row);
  return {
    indices: rows.map((row) => [row, ...indices.subarray(row * given, row * given + others)]),
    distances: rows.map((row) => [0, ...distances.subarray(row * given, row * given + others)]),
  };
}

function exact(vectors: readonly (readonly number[])[], others: number): Nearest | null {
  if (vectors.length > MOST_FOR_EXACT) return null;
  const nearest = vectors.map((vector, row) =>
    vectors
      .map((other, at) => ({ at, squared: at === row ? -1 : squaredDistance(vector, other) }))
      .sort((a, b) => a.squared - b.squared || a.at - b.at)
      .slice(0, others + 1),
  );
  return {
    indices: nearest.map((list) => list.map(({ at }) => at)),
    distances: nearest.map((list) => list.map(({ squared }) => Math.sqrt(Math.max(0, squared)))),
  };
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}
