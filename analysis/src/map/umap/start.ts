import { seededRandom } from '../../maths/random.ts';
import { symmetricEigen } from '../../maths/symmetric-eigen.ts';
import type { ThreadPool } from '../../threads/index.ts';
import { planeOf } from '../plane.ts';
import { componentsOf, type Components } from './components.ts';
import { eigenvectors } from './eigenvectors.ts';
import type { Graph } from './fuzzy-graph.ts';
import { normalised, type Normalised } from './normalised.ts';
import { BLOCK, type Slice } from './ritz.ts';
import type { Rows } from './rows.ts';

/**
 * Where UMAP begins: by the eigenvectors of the graph's Laplacian, as umap-learn does. The components of a graph that is not connected are
 * laid out each by itself, around places that keep them apart: up to four of them on the axes, more where the means of their rows lie
 * in the plane of greatest variance. Scaled to 0 to 10 on both axes.
 * @returns `[row][x, y]`
 */
export async function spectralStart(graph: Graph, rows: Rows, seed: number, pool: ThreadPool): Promise<Float32Array> {
  const components = componentsOf(graph);
  const matrix = normalised(graph, components.order, pool);
  const slices = components.bounds.slice(1).map((to, i) => ({ from: components.bounds[i]!, to }));
  const large = slices.filter(({ from, to }) => to - from > MOST_FOR_DENSE);
  const vectors = await eigenvectors(matrix, large, pool);
  const random = seededRandom(seed);
  for (const slice of slices) {
    const size = slice.to - slice.from;
    if (size < FEWEST_FOR_SPECTRAL) scatter(vectors, slice, random);
    else if (size <= MOST_FOR_DENSE) dense(matrix, slice, vectors);
  }
  const places = placesOf(components, rows);
  const start = new Float32Array(2 * graph.rows);
  slices.forEach((slice, i) => {
    const place = places[i]!;
    const scale = roomOf(i, places) / (farthestOf(vectors, slice) || 1);
    for (let row = slice.from; row < slice.to; row++) {
      const at = 2 * components.order[row]!;
      start[at] = place.x + scale * vectors[BLOCK * row]!;
      start[at + 1] = place.y + scale * vectors[BLOCK * row + 1]!;
    }
  });
  return scaled(start, random);
}

/** With fewer rows there are no two eigenvectors to speak of. */
const FEWEST_FOR_SPECTRAL = 4;
/** Up to here all eigenvectors are found at once. */
const MOST_FOR_DENSE = 48;
const EXTENT = 10;
const NOISE = 1e-4;
/** Components get at least this much room around their places, where all of them lie within 1 of the middle. */
const LEAST_ROOM = 0.02;

interface Place {
  readonly x: number;
  readonly y: number;
}

function placesOf({ order, bounds }: Components, { values, dims }: Rows): Place[] {
  const count = bounds.length - 1;
  if (count === 1) return [{ x: 0, y: 0 }];
  if (count <= 4) {
    const half = Math.ceil(count / 2);
    const axes = [
      { x: 1, y: 0 },
      { x: 0, y: 1 },
    ].slice(0, half);
    return [...axes, ...axes.map(({ x, y }) => ({ x: -x, y: -y }))].slice(0, count);
  }
  const means = Array.from({ length: count }, (_, i) => {
    const mean = new Array<number>(dims).fill(0);
    const [from, to] = [bounds[i]!, bounds[i + 1]!];
    for (let at = from; at < to; at++)
      for (let k = 0, cell = order[at]! * dims; k < dims; k++, cell++) mean[k]! += values[cell]! / (to - from);
    return mean;
  });
  const plane = planeOf(means);
  const farthest = Math.max(...plane.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]));
  return plane.map(({ x, y }) => ({ x: x / (farthest || 1), y: y / (farthest || 1) }));
}

/** How far a component may reach: half-way to the nearest other. */
function roomOf(index: number, places: readonly Place[]): number {
  const own = places[index]!;
  let nearest = Infinity;
  places.forEach(({ x, y }, other) => {
    if (other !== index) nearest = Math.min(nearest, Math.hypot(x - own.x, y - own.y));
  });
  return Number.isFinite(nearest) ? Math.max(nearest / 2, LEAST_ROOM) : 1;
}

function farthestOf(vectors: Float32Array, { from, to }: Slice): number {
  let farthest = 0;
  for (let row = from; row < to; row++)
    farthest = Math.max(farthest, Math.abs(vectors[BLOCK * row]!), Math.abs(vectors[BLOCK * row + 1]!));
  return farthest;
}

function scatter(vectors: Float32Array, { from, to }: Slice, random: () => number): void {
  for (let row = from; row < to; row++)
    for (let axis = 0; axis < 2; axis++) vectors[BLOCK * row + axis] = random() * 2 - 1;
}

function dense({ starts, tails, weights }: Normalised, { from, to }: Slice, vectors: Float32Array): void {
  const size = to - from;
  const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (let row = from; row < to; row++)
    for (let edge = starts.values[row]!; edge < starts.values[row + 1]!; edge++)
      matrix[row - from]![tails.values[edge]! - from] = weights.values[edge]!;
  const { vectors: own } = symmetricEigen(matrix);
  for (let row = from; row < to; row++)
    for (let axis = 0; axis < 2; axis++) vectors[BLOCK * row + axis] = own[axis + 1]![row - from]!;
}

/** The farthest coordinate to `EXTENT`, a little noise that parts what coincides, then each axis from 0 to `EXTENT`. */
function scaled(start: Float32Array, random: () => number): Float32Array {
  let farthest = 0;
  for (const value of start) farthest = Math.max(farthest, Math.abs(value));
  const scale = EXTENT / (farthest || 1);
  for (let i = 0; i < start.length; i++) start[i] = start[i]! * scale + gaussian(random) * NOISE;
  for (let axis = 0; axis < 2; axis++) {
    let [low, high] = [Infinity, -Infinity];
    for (let i = axis; i < start.length; i += 2) [low, high] = [Math.min(low, start[i]!), Math.max(high, start[i]!)];
    const stretch = EXTENT / (high - low || 1);
    for (let i = axis; i < start.length; i += 2) start[i] = (start[i]! - low) * stretch;
  }
  return start;
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
