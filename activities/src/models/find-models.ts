import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PermanentError } from '../errors.ts';
import type { ModelManifest } from './manifest.ts';
import { manifestSchema } from './manifest.ts';

/** The project's own models stand beside the workspaces, three folders above this file built or not. */
export const BUNDLED_MODELS = fileURLToPath(new URL('../../../models/', import.meta.url));

/** A manifest and where its file lies. */
export interface FoundModel {
  readonly manifest: ModelManifest;
  readonly path: string;
  readonly isBundled: boolean;
}

/**
 * The models that come with the program and those that were added, by name.
 * @param added folder of added models (SIDETRACK_MODELS_DIR); it need not exist
 * @throws PermanentError for a manifest that cannot be understood
 */
export async function findModels(added?: string): Promise<FoundModel[]> {
  const own = await modelsIn(BUNDLED_MODELS, true);
  const others = added === undefined ? [] : await modelsIn(added, false);
  const names = new Set(own.map(({ manifest }) => manifest.name));
  return [...own, ...others.filter(({ manifest }) => !names.has(manifest.name))];
}

/** @throws PermanentError for a model that is not installed */
export async function findModel(name: string, added?: string): Promise<FoundModel> {
  const folders = [{ folder: BUNDLED_MODELS, isBundled: true }];
  if (added !== undefined) folders.push({ folder: added, isBundled: false });
  for (const { folder, isBundled } of folders) {
    const found = await readManifest(join(folder, `${name}.json`));
    if (found) return { manifest: found, path: join(folder, found.file), isBundled };
  }
  throw new PermanentError(`The model ${name} is not installed.`, {
    service: 'models',
    remedy: `Add it with \`sidetrack models add\`, or take it out of SIDETRACK_EMBEDDING_MODELS.`,
  });
}

async function modelsIn(folder: string, isBundled: boolean): Promise<FoundModel[]> {
  const names = await readdir(folder).catch(() => []);
  const manifests = names.filter((name) => name.endsWith('.json')).sort();
  const found = await Promise.all(manifests.map((name) => readManifest(join(folder, name))));
  return found.flatMap((manifest) => (manifest ? [{ manifest, path: join(folder, manifest.file), isBundled }] : []));
}

/**
 * The manifest in a file; undefined where there is no such file.
 * @throws PermanentError naming what of it cannot be understood
 */
export async function readManifest(path: string): Promise<ModelManifest | undefined> {
  if (!existsSync(path)) return undefined;
  const text = await readFile(path, 'utf8');
  return parseManifest(text, path);
}

/** @throws PermanentError naming what of it cannot be understood */
export function parseManifest(text: string, path: string): ModelManifest {
  const parsed = manifestSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'it' : issue.path.join('.');
  throw new PermanentError(`${path} is not the manifest of a model: ${where}: ${issue?.message ?? 'not understood'}.`, {
    service: 'models',
    remedy: 'docs/models.md describes manifests; models/musicnn-msd.json is one.',
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
