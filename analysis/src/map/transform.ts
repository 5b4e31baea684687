import { seededRandom } from '../maths/random.ts';
import { MAP_PARAMETERS } from './layout.ts';
import type { Point } from './point.ts';
import { fitCurve } from './umap/curve.ts';

const { a: A, b: B } = fitCurve(MAP_PARAMETERS.minDist);

const EPOCHS = 100;
/** A quarter of that of a fit, as umap-learn has it. */
const FIRST_STEP = 0.25;
const NEGATIVES = 5;
/** The greatest move in one step, along each side. */
const MOST = 4;

/** The nearest fitted tracks of a new one, nearest first: their places on the map, and how far they are in the space. */
export interface Surroundings {
  readonly distances: ArrayLike<number>;
  readonly places: readonly Point[];
}

/**
 * Where UMAP's transform puts a new track on a map whose tracks stay where they are (McInnes, Healy & Melville 2018; umap-learn's
 * `transform`): it starts at the mean of its neighbours, weighted by how much it belongs to each, and is then drawn to them and pushed
 * away from tracks at random. Each new track is placed for itself, with the same random numbers, so that its place does not
 * depend on which others are new.
 */
export function transform(surroundings: Surroundings, all: readonly Point[], seed: number): Point {
  const weights = memberships(surroundings.distances);
  const place = meanOf(surroundings.places, weights);
  const random = seededRandom(seed);
  const heaviest = Math.max(...weights);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const step = FIRST_STEP * (1 - epoch / EPOCHS);
    weights.forEach((weight, i) => {
      const share = weight / heaviest;
      if (Math.floor(share * (epoch + 1)) === Math.floor(share * epoch)) return;
      draw(place, surroundings.places[i]!, step);
      for (let n = 0; n < NEGATIVES; n++) push(place, all[Math.floor(random() * all.length)]!, step);
    });
  }
  return place;
}

/**
 * How much a track belongs to each of its neighbours: exp(-distance / sigma), with the sigma for which they sum to log2 of their
 * number. Sums to 1 here.
 */
export function memberships(distances: ArrayLike<number>): number[] {
  const list = Array.from(distances);
  const nearest = list[0]!;
  const wanted = Math.log2(list.length);
  const sumAt = (sigma: number) => list.reduce((sum, distance) => sum + Math.exp(-distance / sigma), 0);
  let low = 0;
  let high = Infinity;
  let sigma = 1;
  for (let look = 0; look < 64; look++) {
    if (sumAt(sigma) > wanted) {
      high = sigma;
      sigma = (low + high) / 2;
    } else {
      low = sigma;
      sigma = high === Infinity ? sigma * 2 : (low + high) / 2;
    }
  }
  const mean = list.reduce((sum, distance) => sum + distance, 0) / list.length;
  sigma = Math.max(sigma, 1e-3 * mean, Number.MIN_VALUE);
  // Less the nearest in the exponent, so that no sum is nothing.
  const raw = list.map((distance) => Math.exp(-(distance - nearest) / sigma));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => weight / total);
}

export function meanOf(places: readonly Point[], weights: readonly number[]): Point {
  const mean = { x: 0, y: 0 };
  places.forEach(({ x, y }, i) => {
    mean.x += weights[i]! * x;
    mean.y += weights[i]! * y;
  });
  return mean;
}

function draw(place: Point, to: Point, step: number): void {
  const square = (place.x - to.x) ** 2 + (place.y - to.y) ** 2;
  if (square === 0) return;
  const power = square ** B;
  move(place, to, (step * -2 * A * B * (power / square)) / (1 + A * power), step);
}

function push(place: Point, from: Point, step: number): void {
  const square = (place.x - from.x) ** 2 + (place.y - from.y) ** 2;
  if (square === 0) return;
  move(place, from, (step * 2 * B) / ((0.001 + square) * (1 + A * square ** B)), step);
}

function move(place: Point, other: Point, force: number, step: number): void {
  const most = MOST * step;
  const x = force * (place.x - other.x);
  const y = force * (place.y - other.y);
  place.x += Math.min(most, Math.max(-most, x));
  place.y += Math.min(most, Math.max(-most, y));
}
