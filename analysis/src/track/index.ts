export { createRateConverters } from './rate-converters.ts';
export { FEATURE_SAMPLE_RATE_HZ } from './rates.ts';
export type { Stopwatch } from './stopwatch.ts';
export { createStopwatch } from './stopwatch.ts';
export type { TrackFeatures } from './track-features.ts';
export type { MeasuredTrack, MonoVisitor, TrackFormat, TrackMeter } from './track-meter.ts';
export { createTrackMeter } from './track-meter.ts';
