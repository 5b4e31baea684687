import type { Buffered } from '../../kernels/index.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Stage, ThreadPool } from '../../threads/index.ts';
import { blocksOf } from './blocks.ts';
import type { Normalised } from './normalised.ts';
import { BLOCK, orthonormalise, rotate, type Slice } from './ritz.ts';

/**
 * The two eigenvectors with the greatest eigenvalues below the trivial 1 of each component of a normalised graph, that is, those of
 * the smallest of its Laplacian. Subspace iteration with Chebyshev filters (Zhou, Saad, Tiago & Chelikowsky 2006): between two
 * Rayleigh-Ritz steps a polynomial of the matrix raises what is wanted over what is not. All components go through at once.
 *
 * @param slices the rows of each component, more than BLOCK each
 * @returns `[row][BLOCK]`, of which the first two columns of each slice are the eigenvectors
 */
export async function eigenvectors(
  matrix: Normalised,
  slices: readonly Slice[],
  pool: ThreadPool,
): Promise<Float32Array> {
  const columns = pool.arena.floats(BLOCK * matrix.rows);
  const images = pool.arena.floats(BLOCK * matrix.rows);
  const random = seededRandom(SEED);
  for (let i = 0; i < columns.values.length; i++) columns.values[i] = random() - 0.5;
  let open = slices.map((slice): Component => ({ ...slice, cut: FIRST_CUT, degree: FIRST_DEGREE, products: 0 }));
  while (open.length > 0) {
    await pool.runStages('umap-spectral', filterStages(matrix, open, columns, images));
    for (const component of open) orthonormalise(columns.values, component, matrix.roots);
    await pool.run('umap-spectral', 'apply', imageCalls(matrix, open, columns, images));
    open = open.flatMap((component) => {
      const { values, residuals } = rotate(columns.values, images.values, component);
      const products = component.products + component.degree + 1;
      const done = residuals.every((residual, i) => residual <= TOLERANCE * (1 - values[i]!) + ROUNDING);
      return done || products > MOST_PRODUCTS ? [] : [{ ...component, ...nextFilter(values), products }];
    });
  }
  return columns.values;
}

const SEED = 1;
const FIRST_CUT = 0.5;
const FIRST_DEGREE = 8;
/** Residuals beside the eigenvalue of the Laplacian, and what 32 bits leave of any. */
const TOLERANCE = 0.02;
const ROUNDING = 2e-6;
const MOST_PRODUCTS = 2000;
const MOST_DEGREE = 400;
const ROWS_A_BLOCK = 1024;
/** All eigenvalues lie from here to 1. */
const LOWEST = -1;

interface Component extends Slice {
  /** What lies between `LOWEST` and this is damped. */
  readonly cut: number;
  readonly degree: number;
  readonly products: number;
}

/**
 * The next filter damps up to the last of the block. Its degree (even, so that the result lies where it began) raises the second vector e^6-fold,
 * unless the trivial vector, which returns by rounding, would be raised e^8-fold more than it.
 */
function nextFilter(values: readonly number[]): Pick<Component, 'cut' | 'degree'> {
  const cut = Math.min(values[BLOCK - 1]!, 1 - 1e-6);
  const rate = (value: number) => Math.acosh(Math.max(1, (2 * (value - LOWEST)) / (cut - LOWEST) - 1));
  const second = rate(values[1]!);
  const degree = Math.min(6 / second, 8 / (rate(1) - second), MOST_DEGREE);
  return { cut, degree: 2 * Math.max(4, Math.floor(degree / 2)) };
}

function filterStages(
  matrix: Normalised,
  components: readonly Component[],
  columns: Buffered<Float32Array>,
  images: Buffered<Float32Array>,
): Stage[] {
  const stages = Math.max(...components.map(({ degree }) => degree));
  return Array.from({ length: stages }, (_, stage) => {
    const [x, out] = stage % 2 === 0 ? [columns, images] : [images, columns];
    const running = components.filter(({ degree }) => stage < degree);
    const calls = running.flatMap((component) => {
      const centre = (component.cut + LOWEST) / 2;
      const scale = (stage === 0 ? 2 : 4) / (component.cut - LOWEST);
      return applyCalls(matrix, component, { x, out }, [scale, -scale * centre, stage === 0 ? 0 : -1]);
    });
    return { fn: 'apply', calls };
  });
}

function imageCalls(
  matrix: Normalised,
  components: readonly Component[],
  columns: Buffered<Float32Array>,
  images: Buffered<Float32Array>,
): number[][] {
  return components.flatMap((component) => applyCalls(matrix, component, { x: columns, out: images }, [1, 0, 0]));
}

function applyCalls(
  { starts, tails, weights }: Normalised,
  component: Slice,
  { x, out }: { x: Buffered<Float32Array>; out: Buffered<Float32Array> },
  factors: readonly [number, number, number],
): number[][] {
  return blocksOf(component.to - component.from, ROWS_A_BLOCK).map(({ from, to }) => [
    component.from + from,
    component.from + to,
    starts.pointer,
    tails.pointer,
    weights.pointer,
    x.pointer,
    out.pointer,
    ...factors,
  ]);
}
