import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const KUBERNETES_VERSION = '1.35.4';

export type ProgramName =
  | 'kubernetes'
  | 'helm'
  | 'kwok'
  | 'coredns'
  | 'network-policy-agent'
  | 'node-tools'
  | 'temporal-server'
  | 'temporal-sql-tool'
  | 'temporal-ui-server';

/** How a program comes to be: from a published Go module as it is, or from a main of this project in k8s/go. */
export interface Recipe {
  version: string;
  source: { install: string } | { main: string };
  /** Seconds on two cores with nothing built before. */
  estimateSeconds: number;
  /** Variables of the linker, such as the version a program tells of itself. */
  stamps?: Readonly<Record<string, string>>;
  /** Other names that the same file is called by. */
  alsoCalled?: readonly string[];
  /** Whether one that the machine has will do. */
  fromPath?: boolean;
  /** The environment variable that names one. */
  variable?: string;
}

const temporal = '1.32.1';
const componentVersion = 'k8s.io/component-base/version';

export const recipes: Readonly<Record<ProgramName, Recipe>> = {
  kubernetes: {
    version: KUBERNETES_VERSION,
    source: { main: 'kubernetes' },
    estimateSeconds: 420,
    stamps: {
      [`${componentVersion}.gitVersion`]: `v${KUBERNETES_VERSION}`,
      [`${componentVersion}.gitMajor`]: '1',
      [`${componentVersion}.gitMinor`]: '35',
      [`${componentVersion}.gitTreeState`]: 'clean',
    },
    alsoCalled: [
      'etcd',
      'kube-apiserver',
      'kube-controller-manager',
      'kube-scheduler',
      'kubelet',
      'kube-proxy',
      'kubectl',
    ],
  },
  helm: {
    version: '3.22.0',
    source: { install: 'helm.sh/helm/v3/cmd/helm' },
    estimateSeconds: 160,
    stamps: { 'helm.sh/helm/v3/internal/version.version': 'v3.22.0' },
    fromPath: true,
    variable: 'SIDETRACK_TEST_HELM',
  },
  kwok: {
    version: '0.8.0',
    source: { install: 'sigs.k8s.io/kwok/cmd/kwok' },
    estimateSeconds: 120,
    fromPath: true,
    variable: 'SIDETRACK_TEST_KWOK',
  },
  coredns: { version: '1.14.3', source: { main: 'coredns' }, estimateSeconds: 120 },
  'network-policy-agent': { version: '1.1.1', source: { main: 'network-policy-agent' }, estimateSeconds: 90 },
  'node-tools': { version: '1', source: { main: 'node-tools' }, estimateSeconds: 10, alsoCalled: ['pause', 'probe'] },
  'temporal-server': {
    version: temporal,
    source: { install: 'go.temporal.io/server/cmd/server' },
    estimateSeconds: 240,
  },
  'temporal-sql-tool': {
    version: temporal,
    source: { install: 'go.temporal.io/server/cmd/tools/sql' },
    estimateSeconds: 60,
  },
  'temporal-ui-server': {
    version: '2.54.1',
    source: { install: 'github.com/temporalio/ui-server/v2/cmd/server' },
    estimateSeconds: 60,
  },
};

/** The folder of k8s/go, seen from the sources and from what is built of them alike. */
const goFolder = join(import.meta.dirname, '../../go');

export function mainFolder(main: string): string {
  return join(goFolder, main);
}

/** The name of a program's folder in the cache; a main of this project is made anew when its sources change. */
export function placeName(name: ProgramName): string {
  const { version, source } = recipes[name];
  return 'install' in source ? `${name}-${version}` : `${name}-${version}-${fingerprint(mainFolder(source.main))}`;
}

function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 8);
}
