import { PermanentError } from '../errors.ts';
import { wantedMeasurement, type Wanted } from '../extract/wanted-measurement.ts';
import type { Deps } from '../types.ts';

/**
 * What the settings ask to have measured of each audio. A model that is not installed is left out, so that a folder is scanned
 * and matched all the same; the measuring itself tells what to do about it.
 */
export async function measurementToAskFor({ settings, logger }: Pick<Deps, 'settings' | 'logger'>): Promise<Wanted> {
  try {
    return await wantedMeasurement(settings);
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    logger.warn(error.sentence);
    return wantedMeasurement({ ...settings, embeddingModels: [] });
  }
}
