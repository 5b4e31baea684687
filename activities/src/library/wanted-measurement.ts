import { PermanentError } from '../errors.ts';
import { extractorVersion, optionsHash } from '../extract/version.ts';
import { readManifest } from '../extract/model-manifest.ts';
import type { Deps } from '../types.ts';
import type { WantedMeasurement } from './library-deps.ts';

/**
 * What the settings ask to have measured of each audio. A model that is not installed is left out, so that a folder can be
 * scanned all the same: the measuring itself tells of it.
 */
export async function wantedMeasurement({
  settings,
  logger,
}: Pick<Deps, 'settings' | 'logger'>): Promise<WantedMeasurement> {
  const models: { model: string; modelSha256: string }[] = [];
  for (const name of settings.embeddingModels) {
    try {
      const { sha256 } = await readManifest(name);
      models.push({ model: name, modelSha256: sha256 });
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      logger.warn({ model: name }, error.message);
    }
  }
  return { extractorVersion, optionsHash: optionsHash(settings), models };
}
