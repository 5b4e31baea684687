import type { Settings } from '@sidetrack/settings';
import { readManifest } from './model-manifest.ts';
import { extractorVersion, optionsHash } from './version.ts';

/** What an installation measures of each audio, as the keys of its rows. */
export interface Wanted {
  extractorVersion: string;
  optionsHash: string;
  models: { model: string; modelSha256: string }[];
}

/**
 * What these settings ask to be measured.
 * @throws PermanentError for a model that is not installed
 */
export async function wantedMeasurement(
  settings: Pick<Settings, 'excerptSeconds' | 'excerptFrom' | 'stems' | 'embeddingModels'>,
): Promise<Wanted> {
  const manifests = await Promise.all(settings.embeddingModels.map(readManifest));
  return {
    extractorVersion,
    optionsHash: optionsHash(settings),
    models: manifests.map(({ name, sha256 }) => ({ model: name, modelSha256: sha256 })),
  };
}
