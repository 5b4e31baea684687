export type { LogMel, LogMelRows, LogMelSpec } from './log-mel.ts';
export { createLogMel } from './log-mel.ts';
