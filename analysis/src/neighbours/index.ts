export type { Neighbours, NeighboursInput } from './nearest.ts';
export { EXACT_TO, nearestNeighbours, neighbourBytes, RECALL } from './nearest.ts';
