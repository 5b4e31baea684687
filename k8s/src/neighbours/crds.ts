import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDir, placeAtomically } from '../programs/cache.ts';
import { ProgramError, which } from '../programs/ensure.ts';

/** Projects whose resources SideTrack uses where they are installed. */
const neighbours = {
  cnpg: {
    module: 'github.com/cloudnative-pg/cloudnative-pg',
    version: '1.27.0',
    folder: 'config/crd/bases',
  },
  kueue: { module: 'sigs.k8s.io/kueue', version: '0.14.0', folder: 'config/components/crd/bases' },
  prometheus: {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: '0.85.0',
    folder: 'example/prometheus-operator-crd',
  },
} as const;

export type Neighbour = keyof typeof neighbours;

/**
 * The folder with a neighbour's custom resource definitions, taken from its published Go module and kept in the cache. They are large: install
 * them with `kubectl apply --server-side -f FOLDER`.
 * @throws ProgramError when they are not in the cache and Go is missing or cannot fetch them
 */
export async function neighbourCrds(name: Neighbour): Promise<string> {
  const { module, version, folder } = neighbours[name];
  const place = join(cacheDir(), `${name}-crds-${version}`);
  if (existsSync(place)) return place;
  if (!which('go'))
    throw new ProgramError(
      `The resource definitions of ${module} come with Go, and there is none: install Go 1.26 or later (https://go.dev/dl).`,
    );
  const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', `${module}@v${version}`], {
    // Outside of any module, whose own wishes would count.
    cwd: tmpdir(),
  }).catch((error: unknown) => {
    throw new ProgramError(`Go could not fetch ${module} ${version}: check that the Go module proxy can be reached.`, {
      cause: error,
    });
  });
  const { Dir } = JSON.parse(stdout) as { Dir: string };
  await placeAtomically(place, (part) => cp(join(Dir, folder), part, { recursive: true }));
  return place;
}
