import type { OnProgress } from '../../threads/index.ts';
import type { Knn } from './fuzzy-graph.ts';

/** What is laid out, and how. */
export interface UmapInput {
  readonly count: number;
  readonly dims: number;
  /** Rows in a neighbourhood, the row itself among them (UMAP's `n_neighbors`); fewer where there are fewer rows. */
  readonly neighbours: number;
  /** How near points may come to each other on the map. */
  readonly minDist: number;
  readonly seed: number;
  /** Where the points begin, `[row][x, y]`; without it at a start of the method's own. */
  readonly start?: Float32Array;
  /** The size of the first step as a share of a fresh map's: less keeps points nearer to `start`. */
  readonly learningRate?: number;
  /** Without it 500 up to 10,000 rows and 200 beyond, as umap-learn has it. */
  readonly epochs?: number;
  /** The nearest of each row, one less than a neighbourhood has, where the caller knows them. */
  readonly knn?: Knn;
  readonly onProgress?: OnProgress;
}

/** What follows from an input. */
export interface Settings {
  /** Neighbours of a row without itself. */
  readonly others: number;
  readonly epochs: number;
  readonly learningRate: number;
}

/** @throws RangeError where there are too few rows, or the settings cannot be */
export function settingsOf(input: UmapInput): Settings {
  const { count, neighbours, minDist, epochs = usualEpochs(count), learningRate = 1 } = input;
  if (!whole(count, 3)) throw new RangeError(`A map by UMAP needs 3 rows or more, not ${count}.`);
  if (!whole(neighbours, 2)) throw new RangeError(`A neighbourhood has 2 rows or more, not ${neighbours}.`);
  if (!(minDist >= 0 && minDist <= 1)) throw new RangeError(`The least distance lies from 0 to 1, not at ${minDist}.`);
  if (!(learningRate > 0)) throw new RangeError(`The learning rate is above 0, not ${learningRate}.`);
  if (!whole(epochs, 1)) throw new RangeError(`UMAP needs an epoch or more, not ${epochs}.`);
  const others = Math.min(neighbours, count) - 1;
  checkStart(input);
  checkKnn(input, others);
  return { others, epochs, learningRate };
}

function whole(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least;
}

function checkStart({ count, start }: UmapInput): void {
  if (!start) return;
  if (start.length !== 2 * count)
    throw new RangeError(`${count} rows start at ${2 * count} coordinates, not at ${start.length}.`);
  const bad = start.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`Row ${bad >> 1} starts at a coordinate that is not finite.`);
}

function checkKnn({ count, knn }: UmapInput, others: number): void {
  if (!knn) return;
  if (knn.indices.length !== count * others || knn.distances.length !== count * others)
    throw new RangeError(`${count} rows with ${others} neighbours each are not ${knn.indices.length} neighbours.`);
  const bad = knn.distances.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`Row ${Math.floor(bad / others)} has a neighbour at no finite distance.`);
}

function usualEpochs(count: number): number {
  return count <= FEW_ROWS ? EPOCHS_OF_FEW : EPOCHS_OF_MANY;
}

const FEW_ROWS = 10_000;
const EPOCHS_OF_FEW = 500;
const EPOCHS_OF_MANY = 200;
