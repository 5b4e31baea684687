export type { TrackFeatures, TrackSignal } from './features.ts';
export { FEATURE_SAMPLE_RATE_HZ, measureFeatures } from './features.ts';
export type { KeyName, Mode } from './key.ts';
export { KEY_NAMES } from './key.ts';
export { MUSICNN_BANDS, MUSICNN_PATCH_FRAMES, MUSICNN_SAMPLE_RATE_HZ, musicnnPatches } from './musicnn-front-end.ts';
export { resample } from './resample.ts';
export { toMono } from './stereo.ts';
