export type { ContourRecorder } from './contour-recorder.ts';
export { createContourRecorder } from './contour-recorder.ts';
export type { Contours, MeasuredContours } from './contours.ts';
export { CONTOUR_RATE_HZ } from './contours.ts';
export { roundContours } from './round-contours.ts';
