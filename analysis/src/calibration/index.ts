export type { AxisCalibration, Calibration, LabelledTrack } from './calibration.ts';
export { calibrate, calibrateScore } from './calibrate.ts';
export { placeOf, type Bounded, type Place } from './log-odds.ts';
export { nextComparison, pairKey, type Candidate } from './next-comparison.ts';
export { fitStored, parseCalibration, type StoredLabel } from './stored.ts';
