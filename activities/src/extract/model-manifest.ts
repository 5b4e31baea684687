import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { PermanentError } from '../errors.ts';

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  licence: z.string(),
  labels: z.array(z.string()),
});

/** The project's own models stand beside the workspaces, three folders above this file built or not. */
const MODELS_FOLDER = new URL('../../../models/', import.meta.url);

export type ModelManifest = z.infer<typeof manifestSchema> & { url: URL };

/**
 * Reads what is known of a model: name, licence, SHA-256, labels.
 * @throws PermanentError for a model that is not installed
 */
export async function readManifest(name: string): Promise<ModelManifest> {
  const text = await readFile(new URL(`${name}.json`, MODELS_FOLDER), 'utf8').catch((cause: unknown) => {
    const remedy = 'Take it out of SIDETRACK_EMBEDDING_MODELS, or put its files into the folder models/.';
    throw new PermanentError(`The model ${name} is not installed.`, { service: 'models', remedy, cause });
  });
  const manifest = manifestSchema.parse(JSON.parse(text));
  return { ...manifest, url: new URL(manifest.file, MODELS_FOLDER) };
}
