import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeError } from './errors.ts';
import { fetchModels, wantedModels } from './models/fetch-models.ts';

/** `MODELS='[{"name","source","sha256"}…]' node fetch-models-main.js --into FOLDER`: fills a folder with models, each checked. */
const { values } = parseArgs({ options: { into: { type: 'string' } } });
try {
  if (values.into === undefined) throw new Error('Say where the models go: --into FOLDER.');
  await fetchModels({
    wanted: wantedModels.parse(JSON.parse(process.env['MODELS'] ?? '[]')),
    bundled: fileURLToPath(new URL('../../models/', import.meta.url)),
    into: values.into,
    fetch: globalThis.fetch,
    log: (message) => void process.stderr.write(`${message}\n`),
  });
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`);
  process.exitCode = 1;
}
