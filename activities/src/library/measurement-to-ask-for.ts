import { PermanentError } from '../errors.ts';
import type { ExtractOptions } from '../extract/version.ts';
import { wantedMeasurement, type Wanted } from '../extract/wanted-measurement.ts';
import type { Deps } from '../types.ts';

/**
 * What the settings ask to have measured of each audio, with a listener's own options where they have any. A model that is not installed is left out, so that a folder is scanned
 * and matched all the same; the measuring itself tells what to do about it.
 */
export async function measurementToAskFor(
  { settings, logger }: Pick<Deps, 'settings' | 'logger'>,
  options?: ExtractOptions,
): Promise<Wanted> {
  try {
    return await wantedMeasurement({ ...settings, ...options });
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    logger.warn(error.sentence);
    return wantedMeasurement({ ...settings, ...options, embeddingModels: [] });
  }
}
