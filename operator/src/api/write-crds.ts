import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { makeCrds } from './crds.ts';
import { GROUP } from './names.ts';

/**
 * `node operator/dist/api/write-crds.js` writes k8s/crds from the schemas; with `--check` it writes nothing and fails when a file is
 * not as it would be written.
 */
const FOLDER = fileURLToPath(new URL('../../../k8s/crds/', import.meta.url));
const HEADER =
  '# Generated from operator/src/api by `node operator/dist/api/write-crds.js`. Change the schemas there, not this file.\n';

const check = process.argv.includes('--check');
const stale: string[] = [];
for (const crd of makeCrds()) {
  const name = `${GROUP}_${crd.metadata.name.split('.')[0] ?? ''}.yaml`;
  const path = join(FOLDER, name);
  const fresh = HEADER + stringify(crd, { lineWidth: 0, aliasDuplicateObjects: false });
  if ((await readFile(path, 'utf8').catch(() => '')) === fresh) continue;
  stale.push(`k8s/crds/${name}`);
  if (check) continue;
  await mkdir(FOLDER, { recursive: true });
  await writeFile(path, fresh);
}
if (check && stale.length > 0) {
  process.stderr.write(
    `${stale.join(', ')} is stale: run \`npx tsc -b operator && node operator/dist/api/write-crds.js\`.\n`,
  );
  process.exitCode = 1;
} else if (!check) {
  process.stdout.write(stale.length === 0 ? 'k8s/crds is up to date.\n' : `Wrote ${stale.join(', ')}.\n`);
}
