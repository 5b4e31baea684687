import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError } from '../errors.ts';
import { bindKnown } from './bind-known.ts';
import { checkShapes } from './check-shapes.ts';
import { BUNDLED_MODELS, findModel } from './find-models.ts';
import { knownModels, type KnownName } from './known-models.ts';
import type { ModelManifest } from './manifest.ts';
import { MODEL_NAME } from './manifest.ts';
import type { OpenedModel } from './open-model.ts';
import { placeWhole, sha256Of } from './place-whole.ts';
import { loadRuntime, sessionOptions } from './providers.ts';

export interface NewModel {
  /** Name to be added under. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Which known model it is, or a manifest of its own. */
  readonly is: KnownName | ModelManifest;
  /** Where the file comes from, for the manifest of a known model. */
  readonly source: string;
  /** The hash that the file must have. */
  readonly sha256?: string | undefined;
}

/**
 * Puts a model and its manifest into the folder of added models, after it was opened and its inputs and outputs fit.
 * @throws PermanentError when the file has another hash, cannot be run, or has other inputs or outputs
 */
export async function addModel(model: NewModel, into: string): Promise<ModelManifest> {
  const { name, bytes } = model;
  refuseName(name);
  const found = sha256Of(bytes);
  if (model.sha256 !== undefined && model.sha256 !== found) {
    throw new PermanentError(`The model ${name} at ${model.source} has the SHA-256 ${found}, not ${model.sha256}.`, {
      service: 'models',
      remedy: 'Write the SHA-256 of the file that you trust.',
    });
  }
  const { session, Tensor } = await open(name, bytes);
  const manifest = { ...(await describe(model, { session, Tensor })), name, file: `${name}.onnx`, sha256: found };
  checkShapes(manifest, session);
  await session.release();
  await mkdir(into, { recursive: true });
  await placeWhole(join(into, manifest.file), (part) => writeFile(part, bytes));
  await placeManifest(manifest, into);
  return manifest;
}

/** Takes an added model away. @throws PermanentError for one that is not there or came with the program */
export async function removeModel(name: string, from: string): Promise<void> {
  const { path, isBundled } = await findModel(name, from);
  if (isBundled) {
    throw new PermanentError(`The model ${name} came with SideTrack and stays.`, {
      service: 'models',
      remedy: 'Take it out of SIDETRACK_EMBEDDING_MODELS if it is not to run.',
    });
  }
  await rm(join(from, `${name}.json`));
  await rm(path, { force: true });
  await rm(join(from, `${name}.words`), { force: true });
}

export async function placeManifest(manifest: ModelManifest, into: string): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await placeWhole(join(into, `${manifest.name}.json`), (part) => writeFile(part, text));
}

/** What of a known model is always the same, with what its file tells; or the manifest that was given. */
export async function describe(
  { name, is, source, sha256 = '0'.repeat(64) }: Pick<NewModel, 'name' | 'is' | 'source' | 'sha256'>,
  opened: Pick<OpenedModel, 'session' | 'Tensor'>,
): Promise<ModelManifest> {
  if (typeof is !== 'string') return is;
  const known = knownModels[is];
  const { version, description, licence, citation, frontEnd, batch } = known;
  const bound = await bindKnown(is, known, opened);
  return {
    ...{ name, version, file: `${name}.onnx`, sha256, description, licence },
    source: `${source} (${known.source})`,
    ...(citation === undefined ? {} : { citation }),
    ...{ frontEnd, batch, ...bound },
  };
}

async function open(name: string, bytes: Uint8Array): Promise<Pick<OpenedModel, 'session' | 'Tensor'>> {
  const runtime = await loadRuntime();
  const session = await runtime.InferenceSession.create(bytes, sessionOptions('cpu')).catch((cause: unknown) => {
    throw new PermanentError(`The file of ${name} is not an ONNX model that can be run here.`, {
      service: 'models',
      remedy: 'Give one .onnx file that holds its weights itself.',
      cause,
    });
  });
  return { session, Tensor: runtime.Tensor };
}

function refuseName(name: string): void {
  const problem = !MODEL_NAME.test(name)
    ? 'is no name of a model'
    : existsSync(join(BUNDLED_MODELS, `${name}.json`))
      ? 'is the name of a model that came with SideTrack'
      : null;
  if (problem === null) return;
  throw new PermanentError(`${name} ${problem}.`, {
    service: 'models',
    remedy: 'Choose another name of small letters, digits and dashes with --name.',
  });
}
