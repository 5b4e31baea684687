export { AcousticBrainzFileError, importAcousticBrainz, type DumpReceipt } from './acousticbrainz/index.ts';
export { hashAudio } from './audio/index.ts';
export { createActivities } from './create-activities.ts';
export { analyzeFile, type AnalyzedFile, modelOptions } from './extract/index.ts';
export { walkAudio } from './library/walk.ts';
export { PermanentError, RateLimitedError, TransientError, describeError } from './errors.ts';
export type * from './types.ts';
export * from './models/index.ts';
