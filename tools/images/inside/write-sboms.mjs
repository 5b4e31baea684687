/**
 * `node tools/images/inside/write-sboms.mjs --packages DIR --version V --out DIR target=DPKG_STATUS…`: one CycloneDX file for each target, of
 * the npm packages that assemble.mjs listed, the Debian packages of its base, and Node itself. Runs inside the Dockerfile.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { debianComponents, document, nodeComponent } from './sbom.mjs';

const text = { type: 'string' };
const { values, positionals } = parseArgs({
  options: { packages: text, version: text, out: text },
  allowPositionals: true,
});

mkdirSync(values.out, { recursive: true });
for (const positional of positionals) {
  const [name, status] = positional.split('=');
  const own = JSON.parse(readFileSync(join(values.packages, name, 'packages.json'), 'utf8'));
  const components = [nodeComponent(process.versions.node), ...own, ...debianComponents(status)];
  const bom = document({ name: `sidetrack/${name}`, version: values.version, components });
  writeFileSync(join(values.out, `${name}.cdx.json`), `${JSON.stringify(bom, null, 1)}\n`);
}
