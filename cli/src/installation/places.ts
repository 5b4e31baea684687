import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Which of the two installations inside a data folder: one's own music, or the demo, which never mix. */
export type Installation = 'main' | 'demo';

export interface Places {
  readonly installation: Installation;
  /** What --data names; both installations lie in it. */
  readonly root: string;
  /** The folder that everything below lies in; SIDETRACK_DATA_DIR of the children. */
  readonly dir: string;
  readonly logs: string;
  readonly runFile: string;
  readonly secretsFile: string;
  readonly portsFile: string;
  readonly demoHistory: string;
}

/** Where an installation keeps its things. */
export function placesOf(dataRoot: string, installation: Installation): Places {
  const dir = join(dataRoot, installation);
  return {
    installation,
    root: dataRoot,
    dir,
    logs: join(dir, 'logs'),
    runFile: join(dir, 'run.json'),
    secretsFile: join(dir, 'secrets.json'),
    portsFile: join(dir, 'ports.json'),
    demoHistory: join(dir, 'demo-history.jsonl'),
  };
}

/** Own data when there is some or some is being brought, else the demo. */
export function chooseInstallation(
  dataRoot: string,
  { wanted, bringsOwnData }: { wanted: Installation | null; bringsOwnData: boolean },
): Installation {
  if (wanted !== null) return wanted;
  return bringsOwnData || hasInstallation(dataRoot, 'main') ? 'main' : 'demo';
}

/** Whether this installation was ever started here. */
export function hasInstallation(dataRoot: string, installation: Installation): boolean {
  const { secretsFile, portsFile } = placesOf(dataRoot, installation);
  return existsSync(secretsFile) || existsSync(portsFile);
}

/** What a named data folder means: the folder of one installation itself stands for that one in its parent. */
export function readDataFolder(named: string): { root: string; installation: Installation | null } {
  const installation = (['main', 'demo'] as const).find((name) => name === basename(named));
  const root = dirname(named);
  if (installation === undefined || !hasInstallation(root, installation)) return { root: named, installation: null };
  return { root, installation };
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Built entry points, started as children by path. */
export const entryPoints = {
  worker: join(root, 'activities/dist/worker-main.js'),
  workflowBundle: join(root, 'workflows/dist/bundle.js'),
  api: join(root, 'api/dist/main.js'),
  site: join(root, 'site/dist/server/entry.mjs'),
};

/** The bundled demo: recordings, catalogue. */
export const sampleDir = join(root, 'sample');
