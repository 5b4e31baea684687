import type { Settings } from '@sidetrack/settings';
import { findModel, findStemModel, modelIdentity } from '../models/index.ts';
import { extractorVersion, optionsHash } from './version.ts';

/** What an installation measures of each audio, as the keys of its rows. */
export interface Wanted {
  extractorVersion: string;
  optionsHash: string;
  models: { model: string; modelSha256: string }[];
  /** Whether stems are separated: they are asked for, and a model for it is installed. */
  stems: boolean;
}

/**
 * What these settings ask to be measured. Stems without a model that separates them are not measured, and their rows are those of the
 * mix alone.
 * @throws PermanentError for a model that is not installed
 */
export async function wantedMeasurement({
  embeddingModels,
  modelsDir,
  ...options
}: Pick<Settings, 'excerptSeconds' | 'excerptFrom' | 'stems' | 'embeddingModels' | 'modelsDir'>): Promise<Wanted> {
  const found = await Promise.all(embeddingModels.map((name) => findModel(name, modelsDir)));
  const stemModel = options.stems ? await findStemModel(modelsDir) : undefined;
  return {
    extractorVersion,
    optionsHash: optionsHash({ ...options, stemModelSha256: stemModel?.manifest.sha256 ?? null }),
    models: found.map(({ manifest }) => ({ model: manifest.name, modelSha256: modelIdentity(manifest) })),
    stems: stemModel !== undefined,
  };
}
