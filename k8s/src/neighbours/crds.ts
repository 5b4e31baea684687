import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Projects whose custom resources the operator uses where they are, and where their published Go modules keep the CRDs. */
const neighbours = {
  cnpg: { module: 'github.com/cloudnative-pg/cloudnative-pg@v1.27.0', folder: 'config/crd/bases' },
  kueue: { module: 'sigs.k8s.io/kueue@v0.14.0', folder: 'config/components/crd/bases' },
  'prometheus-operator': {
    module: 'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    folder: 'example/prometheus-operator-crd',
  },
} as const;

export type Neighbour = keyof typeof neighbours;

/** The module of a neighbour could not be had. */
export class NeighbourError extends Error {
  override name = 'NeighbourError';
}

/**
 * The files of a neighbour's CRDs, for `kubectl apply --server-side`: from Go's module cache, or fetched into it.
 * @throws NeighbourError without Go, or when the module can neither be found nor fetched
 */
export async function neighbourCrds(neighbour: Neighbour): Promise<string[]> {
  const { module, folder } = neighbours[neighbour];
  const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', module], {
    cwd: tmpdir(),
    timeout: 120_000,
    killSignal: 'SIGKILL',
  }).catch((error: unknown) => {
    throw new NeighbourError(`The CRDs of ${neighbour} are in the Go module ${module}, which could not be had.`, {
      cause: error,
    });
  });
  const place = join(String((JSON.parse(stdout) as { Dir?: unknown }).Dir), folder);
  const files = (await readdir(place)).filter((name) => /_.+\.yaml$/.test(name)).sort();
  return files.map((name) => join(place, name));
}
