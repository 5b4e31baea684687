export { type AnalyzedFile, type AnalyzeOptions, analyzeFile } from './analyze-file.ts';
export { type Embedding, type Measurement, type MeasureOptions, measure } from './measure.ts';
export { type ExtractOptions, extractorVersion, optionsHash } from './version.ts';
export { type Wanted, wantedMeasurement } from './wanted-measurement.ts';
