import { createHash } from 'node:crypto';
import type { SideTrack, SideTrackSpec } from '../api/index.ts';

/** Which neighbours' custom resources this cluster has: used where present, never required. */
export interface Neighbours {
  readonly cnpg: boolean;
  readonly serviceMonitor: boolean;
  readonly kueue: boolean;
  readonly certManager: boolean;
}

/** One SideTrack as the builders of its children see it: names, labels, the spec with its defaults, the version to render. */
export interface Installation {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly generation: number;
  /** Labels of a child's metadata and of its pods. */
  readonly labels: (component: string) => Record<string, string>;
  /** The labels a selector asks for: a subset of `labels` that no upgrade changes. */
  readonly selector: (component: string) => Record<string, string>;
  /** `<name>-<component>`. */
  readonly childName: (component: string) => string;
  readonly spec: SideTrackSpec;
  /** The tag of the product's images to render: the asked one, or the last good one after a roll-back. */
  readonly version: string;
  readonly operatorVersion: string;
  readonly has: Neighbours;
  readonly owner: SideTrack;
}

export interface InstallationInputs {
  readonly version: string;
  readonly operatorVersion: string;
  readonly has: Neighbours;
}

/** The context of one SideTrack as it was read from the API server (its spec carries the schema's defaults). */
export function installationOf(owner: SideTrack, spec: SideTrackSpec, inputs: InstallationInputs): Installation {
  const { name, namespace, uid, generation } = owner.metadata;
  const selector = (component: string) => ({
    'app.kubernetes.io/name': 'sidetrack',
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/component': component,
  });
  return {
    name,
    namespace,
    uid,
    generation,
    selector,
    labels: (component) => ({
      ...selector(component),
      'app.kubernetes.io/part-of': 'sidetrack',
      'app.kubernetes.io/managed-by': MANAGED_BY,
    }),
    childName: (component) => `${name}-${component}`,
    spec,
    owner,
    ...inputs,
  };
}

/** What every child's label `app.kubernetes.io/managed-by` says: the informers ask for it. */
export const MANAGED_BY = 'sidetrack-operator';

/** First 8 hex digits of the text's SHA-256: tells versions apart in names. */
export function hash8(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 8);
}

/** One of the product's images at the version to render, e.g. `ghcr.io/sidetrack-network/api:0.2.0`. */
export function productImage(installation: Installation, part: 'api' | 'site' | 'worker'): string {
  return `${installation.spec.image.registry}/${part}:${installation.version}`;
}

/** Labels of the pods of our own images: what a selector asks for, and the version that runs in them. */
export function productPodLabels(installation: Installation, component: string): Record<string, string> {
  return { ...installation.labels(component), 'app.kubernetes.io/version': installation.version };
}
