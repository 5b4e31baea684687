import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermanentError } from '../errors.ts';
import { openZip } from '../import/zip.ts';
import { download } from './download.ts';
import { sha256Of } from './place-whole.ts';

/** The simple repository interface (PEP 503), which mirrors of PyPI have too. */
const FILES = 'https://pypi.org/simple/vibenet/';
const WHEEL = {
  name: 'vibenet-0.1.0-py3-none-any.whl',
  sha256: '3474fd65a9723f0f58f511e77d1641ea937f11b8d75e906bcda2da9cad3094f5',
};
const MODEL_IN_WHEEL = 'vibenet/artifacts/efficientnet_model.onnx';
/** Of the ONNX file in that wheel. */
export const VIBENET_SHA256 = 'efa88450153863a1461989a00846526ac9230665b19fbf82f33e46fdeef7d275';

/**
 * The ONNX file of vibenet 0.1.0 (GPL-3.0), out of the wheel that PyPI has.
 * @throws TransientError when PyPI does not answer; PermanentError when it gives another file
 */
export async function fetchVibenet(fetch: typeof globalThis.fetch): Promise<{ bytes: Uint8Array; source: string }> {
  const page = new TextDecoder().decode(await download(fetch, FILES));
  const links = [...page.matchAll(/href="([^"#]+)/gu)].map(([, link]) => new URL(link!, FILES).href);
  const source = links.find((link) => link.endsWith(`/${WHEEL.name}`));
  if (source === undefined) throw changed('PyPI no longer has vibenet 0.1.0.');
  const wheel = await download(fetch, source);
  if (sha256Of(wheel) !== WHEEL.sha256) throw changed('PyPI gave another file than vibenet 0.1.0.');
  return { bytes: await partOf(wheel, MODEL_IN_WHEEL), source };
}

async function partOf(archive: Uint8Array, name: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-wheel-'));
  try {
    const path = join(folder, 'wheel.zip');
    await writeFile(path, archive);
    const zip = await openZip(path);
    try {
      const part = zip.parts.find((each) => each.name === name);
      if (part === undefined) throw changed(`The wheel of vibenet holds no ${name}.`);
      const pieces: Uint8Array[] = [];
      for await (const piece of part.open()) pieces.push(piece);
      return Buffer.concat(pieces);
    } finally {
      zip.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function changed(problem: string): PermanentError {
  return new PermanentError(problem, {
    service: 'models',
    remedy: 'Take the .onnx file from a wheel that you have: `sidetrack models add vibenet FILE`.',
  });
}
