import { realpath, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { projectNode } from '../lib/packages.mjs';
import { mustRun } from '../lib/run.mjs';
import { step } from '../lib/steps.mjs';
import { linkOrCopy } from './link-or-copy.mjs';

const suite = 'bookworm';
const npm = '11.6.2';
const debianPackages = ['ca-certificates', 'tzdata', 'libstdc++6'];

/** Fills the context of the target `debian`: Debian's packages, the project's Node, npm from its registry. */
export async function layOutDebian(context) {
  await step('Debian packages of the test images', { estimateSeconds: 30 }, () =>
    mustRun(
      'mmdebstrap',
      'mmdebstrap',
      [
        ...['--variant=apt', `--include=${debianPackages.join(',')}`],
        ...['man', 'doc', 'locale', 'info'].map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`),
        '--dpkgopt=path-include=/usr/share/doc/*/copyright',
        ...[suite, join(context, 'debian.tar')],
      ],
      "Debian's packages could not be fetched: check that http://deb.debian.org can be reached, then run the same command again.",
      { env: process.env },
    ),
  );
  await linkOrCopy(await realpath(projectNode()), join(context, 'node'));
  const remedy =
    'npm could not fetch itself: check that the npm registry can be reached, then run the same command again.';
  await mustRun('npm-pack', 'npm', ['pack', `npm@${npm}`, '--silent', '--pack-destination', context], remedy);
  await mustRun('npm-unpack', 'tar', ['-xzf', join(context, `npm-${npm}.tgz`), '-C', context], remedy);
  await rename(join(context, 'package'), join(context, 'npm'));
}
