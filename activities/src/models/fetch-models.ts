import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PermanentError } from '../errors.ts';
import { describe, placeManifest } from './add-model.ts';
import { download } from './download.ts';
import { parseManifest } from './find-models.ts';
import { isKnown, type KnownName } from './known-models.ts';
import type { ModelManifest } from './manifest.ts';
import { MODEL_NAME, SHA256 } from './manifest.ts';
import { placeWhole, sha256Of, sha256OfFile } from './place-whole.ts';
import { loadRuntime, sessionOptions } from './providers.ts';

/**
 * Models to fetch: `source` is the https:// address of an ONNX file, beside which its manifest lies (`.json` for `.onnx`). A model whose
 * name is one of those that SideTrack knows (openl3, clap, …) needs no manifest.
 */
export const wantedModels = z.array(
  z.object({
    name: z.string().regex(MODEL_NAME),
    source: z.url({ protocol: /^https$/u }),
    sha256: z.string().regex(SHA256),
  }),
);
export type WantedModel = z.infer<typeof wantedModels>[number];

export interface FetchModels {
  readonly wanted: readonly WantedModel[];
  /** Folder of the models that come with the program: they are copied beside the fetched ones. */
  readonly bundled: string;
  /** Folder to fill. */
  readonly into: string;
  readonly fetch: typeof globalThis.fetch;
  readonly log: (message: string) => void;
}

/**
 * Fills a folder with the bundled models and the wanted ones, so that workers find all of them in one place. A file is there under its
 * name only when it is whole and has its SHA-256; one that is there already is not fetched again.
 * @throws TransientError when a source does not answer; PermanentError when it gives something else than was asked for
 */
export async function fetchModels({ wanted, bundled, into, fetch, log }: FetchModels): Promise<void> {
  await mkdir(into, { recursive: true });
  for (const name of (await readdir(bundled)).filter((file) => /\.(onnx|json|txt)$/u.test(file))) {
    await placeWhole(join(into, name), (part) => copyFile(join(bundled, name), part));
  }
  for (const model of wanted) {
    const target = join(into, `${model.name}.onnx`);
    if ((await sha256OfFile(target)) !== model.sha256) {
      log(`fetching ${model.name} from ${model.source}`);
      const bytes = await download(fetch, model.source);
      checkHash(model, bytes);
      await placeWhole(target, (part) => writeFile(part, bytes));
    }
    const manifest = await fetchManifest(model, { fetch, target });
    await placeManifest({ ...manifest, name: model.name, file: `${model.name}.onnx` }, into);
    log(`${model.name} is there`);
  }
}

/** The manifest beside the file, which must speak of the same file; for a known model without one, what its file tells. */
async function fetchManifest(
  model: WantedModel,
  { fetch, target }: Pick<FetchModels, 'fetch'> & { target: string },
): Promise<ModelManifest> {
  const source = model.source.replace(/\.onnx$/u, '') + '.json';
  const bytes = await download(fetch, source).catch((error: unknown) => {
    if (isKnown(model.name) && error instanceof PermanentError && error.status === 404) return undefined;
    throw error;
  });
  if (bytes === undefined) return await describeFile({ ...model, is: model.name as KnownName }, target);
  const manifest = parseManifest(new TextDecoder().decode(bytes), source);
  if (manifest.sha256 === model.sha256) return manifest;
  throw new PermanentError(`${source} is not the manifest of the model ${model.name}: it names another file.`, {
    service: 'models',
    remedy: 'Put its manifest (.json, with its sha256) beside the .onnx file, as models/musicnn-msd.json shows.',
  });
}

async function describeFile(model: WantedModel & { is: KnownName }, path: string): Promise<ModelManifest> {
  const runtime = await loadRuntime();
  const session = await runtime.InferenceSession.create(await readFile(path), sessionOptions('cpu'));
  const manifest = await describe(model, { session, Tensor: runtime.Tensor });
  await session.release();
  return manifest;
}

function checkHash({ name, sha256, source }: WantedModel, bytes: Uint8Array): void {
  const found = sha256Of(bytes);
  if (found === sha256) return;
  throw new PermanentError(`The model ${name} at ${source} has the SHA-256 ${found}, not ${sha256}.`, {
    service: 'models',
    remedy: 'Write the SHA-256 of the file that you trust.',
  });
}
