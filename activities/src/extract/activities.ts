import type { Deps, ExtractActivities } from '../types.ts';
import { extractBatch } from './extract-batch.ts';
import { createMeasurer } from './measurer.ts';
import type { ExtractOptions } from './version.ts';
import { wantedMeasurement } from './wanted-measurement.ts';

/** Activities of the queues `extract` and `extract-gpu`. */
export function createExtractActivities(deps: Deps): ExtractActivities {
  const told = new Set<string>();
  const warn = (message: string): void => {
    if (!told.has(message)) deps.logger.warn(message);
    told.add(message);
  };
  const own = {
    ...deps,
    createMeasurer: () => createMeasurer({ warn }),
    wantedMeasurement: (options?: ExtractOptions) => wantedMeasurement({ ...deps.settings, ...options }),
  };
  return { extractBatch: (input) => extractBatch(own, input) };
}
