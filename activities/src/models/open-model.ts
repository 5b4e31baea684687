import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { InferenceSession, TensorConstructor } from 'onnxruntime-node';
import { PermanentError } from '../errors.ts';
import { checkShapes } from './check-shapes.ts';
import type { ModelManifest } from './manifest.ts';
import type { Provider } from './providers.ts';
import { loadRuntime, openFirst, providerFacts, providersToTry, sessionOptions } from './providers.ts';
import { findModel } from './find-models.ts';

export interface ModelOptions {
  /** Where it runs; `auto` (also without it): CUDA where it is, else the CPU. */
  readonly provider?: 'auto' | Provider;
  /** Folder of added models (SIDETRACK_MODELS_DIR). */
  readonly modelsDir?: string;
  /** Memory that a batch of patches may take (SIDETRACK_MODEL_MEMORY_MB). */
  readonly memoryBytes?: number;
  /** Told once where a wanted provider cannot be used. */
  readonly warn?: (message: string) => void;
}

/** A model whose file is whole and fits its manifest. */
export interface OpenedModel {
  readonly manifest: ModelManifest;
  readonly session: InferenceSession;
  readonly Tensor: TensorConstructor;
  readonly provider: Provider;
}

/** Code of the process's own warning where nobody else is told. */
export const PROVIDER_WARNING = 'SIDETRACK_PROVIDER';
const warned = new Set<string>();

/**
 * Opens a model on the provider asked for, or on the CPU with one warning where that one fails.
 * @throws PermanentError when it is not installed, its file is damaged, or the file does not fit the manifest
 */
export async function openModel(
  name: string,
  {
    provider: wanted = 'auto',
    modelsDir,
    warn = (message) => process.emitWarning(message, { code: PROVIDER_WARNING }),
  }: ModelOptions,
): Promise<OpenedModel> {
  const { manifest, path } = await findModel(name, modelsDir);
  const bytes = await readWhole(manifest, path);
  const runtime = await loadRuntime();
  const providers = providersToTry(wanted, providerFacts(runtime));
  const { session, provider, fallback } = await openFirst(providers, (each) =>
    runtime.InferenceSession.create(bytes, sessionOptions(each)),
  );
  if (fallback !== null && !warned.has(fallback)) {
    warned.add(fallback);
    warn(fallback);
  }
  checkShapes(manifest, session);
  return { manifest, session, Tensor: runtime.Tensor, provider };
}

async function readWhole({ name, sha256 }: ModelManifest, path: string): Promise<Uint8Array> {
  const remedy = `\`sidetrack models verify\` says what to do.`;
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new PermanentError(`The file of the model ${name} is missing.`, { service: 'models', remedy, cause });
  });
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
  throw new PermanentError(`The file of the model ${name} is damaged.`, { service: 'models', remedy });
}
