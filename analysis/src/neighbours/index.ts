export { nearestAmong } from './among.ts';
export type { Neighbours, NeighboursInput } from './nearest.ts';
export { EXACT_TO, nearestNeighbours, RECALL } from './nearest.ts';
export { neighbourBytes } from './sizes.ts';
