export type { Contours, MeasuredContours } from '../contours/index.ts';
export type { MeasuredSet, Segment } from './segment-set.ts';
export { segmentSet, SET_LONGER_THAN_SECONDS, SHORTEST_SEGMENT_SECONDS } from './segment-set.ts';
