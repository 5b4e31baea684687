import type {
  V1CronJob,
  V1Deployment,
  V1Job,
  V1PersistentVolumeClaim,
  V1Pod,
  V1StatefulSet,
} from '@kubernetes/client-node';
import type { SideTrack, SideTrackSpec } from '../api/index.ts';
import type { KubernetesObject } from '../runtime/index.ts';
import type { DatabaseEndpoint } from '../resources/database.ts';
import type { ExternalPorts } from '../resources/network-places.ts';
import type { WorkerVersions } from '../installation-api/index.ts';
import type { Neighbours } from './installation.ts';

/** All that the plan for one SideTrack rests on: what was seen in the cluster and when. The plan reads nothing else. */
export interface Observed {
  readonly now: Date;
  readonly owner: SideTrack;
  /** The spec with its defaults. */
  readonly spec: SideTrackSpec;
  readonly operatorVersion: string;
  readonly has: Neighbours;
  readonly children: Children;
  /** The Secrets that the plan must know of, by name; null: not there. */
  readonly secrets: ReadonlyMap<string, SecretSeen | null>;
  /** Where the database that others run listens, as its Secret says; null: the operator makes the database, or the Secret is missing. */
  readonly externalDatabase: { readonly endpoint?: DatabaseEndpoint; readonly problem?: string } | null;
  readonly externalPorts: ExternalPorts;
  /** The ServiceMonitor that is no longer asked for; null: there is none. */
  readonly monitor: KubernetesObject | null;
  /** The Cluster of CloudNativePG; null: not there, or not asked for. */
  readonly cnpg: KubernetesObject | null;
  /** What the installation's API says of worker versions; null: not asked, since no pod of the API is ready. */
  readonly versions: VersionsSeen | null;
}

/** The objects that carry this installation's labels, in the order of their names. */
export interface Children {
  readonly deployments: readonly V1Deployment[];
  readonly statefulSets: readonly V1StatefulSet[];
  readonly jobs: readonly V1Job[];
  readonly cronJobs: readonly V1CronJob[];
  readonly pods: readonly V1Pod[];
  readonly claims: readonly V1PersistentVolumeClaim[];
  /** Services, service accounts, config maps, ingresses, network policies and disruption budgets: removed when no longer asked for. */
  readonly others: readonly KubernetesObject[];
}

/** What is known of a Secret: never its values. */
export interface SecretSeen {
  readonly keys: readonly string[];
  /** Changes whenever the Secret does. */
  readonly version: string;
}

export type VersionsSeen =
  | { readonly answered: true; readonly versions: WorkerVersions }
  | { readonly answered: false; readonly reached: boolean; readonly why: string };
