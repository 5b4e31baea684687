import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const WORTH_IT = /\.(?:js|css|svg|json|txt|webmanifest)$/;
/** Smaller files fit into the first packet either way. */
const SMALLEST_BYTES = 512;

/** Astro's hook after a build: beside each text file of the client its brotli and gzip forms, at the highest effort, once. */
export function precompress() {
  return {
    name: 'precompress',
    hooks: {
      'astro:build:done': ({ dir }) => compressFolder(fileURLToPath(dir)),
    },
  };
}

/** Writes `x.js.br` and `x.js.gz` beside every `x.js` below a folder, where they are smaller. */
export async function compressFolder(folder) {
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((each) => WORTH_IT.test(each))) {
    const path = join(folder, name);
    const bytes = await readFile(path);
    if (bytes.length < SMALLEST_BYTES) continue;
    const forms = { '.br': await brotli(bytes), '.gz': await promisify(gzip)(bytes, { level: 9 }) };
    for (const [ending, form] of Object.entries(forms)) {
      if (form.length < bytes.length) await writeFile(path + ending, form);
    }
  }
}

function brotli(bytes) {
  return promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}
