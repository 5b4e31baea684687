export type { KeyEstimate, KeyName, Mode } from './key.ts';
export { KEY_NAMES, KEY_UNSURE_BELOW } from './key.ts';
export type { TonalFeatures, TonalMeter, TonalOptions } from './tonal-meter.ts';
export { createTonalMeter, TONAL_HOP_SAMPLES, TONAL_SAMPLE_RATE_HZ } from './tonal-meter.ts';
