import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PermanentError, TransientError } from '../errors.ts';

/** Models to fetch: `source` is the https:// address of an ONNX file, beside which its manifest lies (`.json` for `.onnx`). */
export const wantedModels = z.array(
  z.object({
    name: z.string().regex(/^[a-z0-9]([-a-z0-9_.]*[a-z0-9])?$/u),
    source: z.url({ protocol: /^https$/u }),
    sha256: z.string().regex(/^[0-9a-f]{64}$/u),
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
    if ((await sha256Of(target)) !== model.sha256) {
      log(`fetching ${model.name} from ${model.source}`);
      const bytes = await download(fetch, model.source);
      checkHash(model, bytes);
      await placeWhole(target, (part) => writeFile(part, bytes));
    }
    await placeManifest(model, { fetch, into });
    log(`${model.name} is there`);
  }
}

/** The manifest names the file as it is called here, and must speak of the same file. */
async function placeManifest(model: WantedModel, { fetch, into }: Pick<FetchModels, 'fetch' | 'into'>): Promise<void> {
  const source = model.source.replace(/\.onnx$/u, '') + '.json';
  const text = new TextDecoder().decode(await download(fetch, source));
  const manifest = z.looseObject({ sha256: z.string() }).safeParse(jsonOf(text));
  if (!manifest.success || manifest.data.sha256 !== model.sha256) {
    throw new PermanentError(`${source} is not the manifest of the model ${model.name}.`, {
      service: 'models',
      remedy: 'Put its manifest (.json, with its sha256) beside the .onnx file, as models/musicnn-msd.json shows.',
    });
  }
  const own = { ...manifest.data, name: model.name, file: `${model.name}.onnx` };
  await placeWhole(join(into, `${model.name}.json`), (part) => writeFile(part, `${JSON.stringify(own, null, 2)}\n`));
}

async function download(fetch: typeof globalThis.fetch, url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_MS) }).catch((cause: unknown) => {
    throw new TransientError(`${url} does not answer.`, { service: 'models', remedy: 'Check the address.', cause });
  });
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  const problem = `${url} answered ${String(response.status)}.`;
  const context = { service: 'models', status: response.status, remedy: 'Check source of the model.' };
  throw response.status >= 500 ? new TransientError(problem, context) : new PermanentError(problem, context);
}

function checkHash({ name, sha256, source }: WantedModel, bytes: Uint8Array): void {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === sha256) return;
  throw new PermanentError(`The model ${name} at ${source} has the SHA-256 ${found}, not ${sha256}.`, {
    service: 'models',
    remedy: 'Write the SHA-256 of the file that you trust.',
  });
}

async function placeWhole(target: string, write: (part: string) => Promise<unknown>): Promise<void> {
  const part = `${target}.${randomUUID()}.part`;
  try {
    await write(part);
    await rename(part, target);
  } finally {
    await rm(part, { force: true });
  }
}

async function sha256Of(path: string): Promise<string | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  return bytes === undefined ? undefined : createHash('sha256').update(bytes).digest('hex');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const DOWNLOAD_MS = 30 * 60_000;
