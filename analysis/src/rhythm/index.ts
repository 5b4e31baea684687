export { TEMPO_UNSURE_BELOW } from './confidence.ts';
export type { Rhythm } from './rhythm-meter.ts';
export { createRhythmMeter } from './rhythm-meter.ts';
export type { TempoSection } from './tempo-sections.ts';
