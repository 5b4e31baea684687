import { mkdir, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

/** Writes `dist/bundle.js`: bundling takes seconds, so it is done at build time and not when a worker starts. */
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const { code } = await bundleWorkflowCode({
  workflowsPath: here('./index.js'),
  workflowInterceptorModules: [here('./interceptors.js')],
});
await mkdir(here('.'), { recursive: true });
await writeFile(here('./bundle.js.new'), code);
// A worker that starts at this moment sees the old bundle or the new one, never half of one.
await rename(here('./bundle.js.new'), here('./bundle.js'));
