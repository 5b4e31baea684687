import { findModel } from '../models/find-models.ts';
import type { ModelManifest } from '../models/manifest.ts';

/**
 * Reads what is known of a bundled model: name, licence, SHA-256, front end, outputs.
 * @throws PermanentError for a model that is not installed
 */
export async function readManifest(name: string): Promise<ModelManifest> {
  return (await findModel(name)).manifest;
}
