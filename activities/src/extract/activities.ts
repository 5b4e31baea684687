import type { Deps, ExtractActivities } from '../types.ts';
import { extractBatch } from './extract-batch.ts';
import { createMeasurer } from './measurer.ts';
import { wantedMeasurement } from './wanted-measurement.ts';

/** Activities of the queue `extract`. */
export function createExtractActivities(deps: Deps): ExtractActivities {
  const own = { ...deps, createMeasurer, wantedMeasurement: () => wantedMeasurement(deps.settings) };
  return { extractBatch: (input) => extractBatch(own, input) };
}
