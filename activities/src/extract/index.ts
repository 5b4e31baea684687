export { type AnalyzedFile, type AnalyzeOptions, analyzeFile } from './analyze-file.ts';
export { type Measurement, type MeasureOptions, measure, type MeasureSeconds } from './measure.ts';
export type { MeasuredSegment } from './measure-segments.ts';
export { modelOptions } from './model-options.ts';
export type { Embedding } from './model-set.ts';
export { type ExtractOptions, extractorVersion, optionsHash } from './version.ts';
export { type Wanted, wantedMeasurement } from './wanted-measurement.ts';
