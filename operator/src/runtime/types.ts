/** An object of the API server as its JSON has it. The types of @kubernetes/client-node (V1Deployment…) fit it, save for their dates: they are text here. */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}

export interface ObjectMeta {
  name?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  creationTimestamp?: string | Date;
  deletionTimestamp?: string | Date;
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** Names one object of the cluster. Cluster-scoped kinds have no namespace. */
export interface Ref {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

/** The object that a reconcile is about: the queues carry these and nothing else. */
export interface Key {
  namespace: string;
  name: string;
}

export type Propagation = 'Background' | 'Foreground' | 'Orphan';

/** What an event (events.k8s.io/v1) says. `reason` is one CamelCase word, `note` a sentence, `action` what the operator did or tried. */
export interface EventText {
  type: 'Normal' | 'Warning';
  reason: string;
  note: string;
  action: string;
}

export interface MetadataChange {
  finalizers?: string[];
  annotations?: Record<string, string | null>;
  /** Refuses the change (409) when the object is no longer at this version. */
  resourceVersion?: string;
}

/**
 * The one door to the API server. Every request has a timeout, is counted in the metrics and can be recorded.
 * Requests fail with {@link ApiError}; a failed reconcile is tried again with backoff, so callers need not retry.
 */
export interface Cluster {
  /** The object as the API server has it now, or null. Secrets are only ever read so. */
  get<T extends KubernetesObject>(ref: Ref): Promise<T | null>;
  /** Creates the object and never changes one that is there. */
  create(object: KubernetesObject): Promise<'created' | 'exists'>;
  /**
   * Server-side apply as field manager `sidetrack-operator`, with force: a hand edit of a rendered field is put back, other
   * managers' fields stay. With `owner` the object gets its controller reference. No request is made when the watched object carries
   * the hash of this rendering and every rendered field is still so.
   */
  apply(object: KubernetesObject, owner?: KubernetesObject): Promise<'created' | 'changed' | 'unchanged'>;
  /** Deletes the object (dependents in the background by default). `resourceVersion` refuses (409) one that changed since. */
  delete(ref: Ref, options?: { propagation?: Propagation; resourceVersion?: string }): Promise<'deleted' | 'absent'>;
  /** Replaces the status where it differs from the given object's own; `object` is the one that was observed. */
  patchStatus(object: KubernetesObject, status: object): Promise<'changed' | 'unchanged'>;
  /** Merges finalizers (the whole list) and annotations (null removes one). */
  patchMetadata(ref: Ref, change: MetadataChange): Promise<void>;
  /** Whether the API server serves this kind (CloudNativePG, Kueue, ServiceMonitor, cert-manager…); looked up now and then. */
  has(apiVersion: string, kind: string): boolean;
  /** Tells people through an event. De-duplicated and rate-limited; never fails and never waits. */
  record(regarding: KubernetesObject, text: EventText): void;
}

/** The last seen state of one kind of object, kept by a watch. Objects are shared: read them, never change them. */
export interface Store<T extends KubernetesObject = KubernetesObject> {
  get(namespace: string, name: string): T | undefined;
  list(namespace?: string, labels?: Record<string, string>): T[];
  /** True once the first list was taken in. The controllers run only when all stores are. */
  readonly synced: boolean;
}

/** Kinds whose objects are watched where they carry the label `app.kubernetes.io/managed-by=sidetrack-operator`. Never Secrets. */
export const childKinds = [
  'Deployment',
  'StatefulSet',
  'Job',
  'CronJob',
  'Service',
  'ConfigMap',
  'ServiceAccount',
  'Ingress',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'Pod',
  'PersistentVolumeClaim',
] as const;
export type ChildKind = (typeof childKinds)[number];

/** The version of the API that each is watched, read and deleted in. */
export const childVersions: Record<ChildKind, string> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  Service: 'v1',
  ConfigMap: 'v1',
  ServiceAccount: 'v1',
  Ingress: 'networking.k8s.io/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  PodDisruptionBudget: 'policy/v1',
  Pod: 'v1',
  PersistentVolumeClaim: 'v1',
};
export type WatchedKind = 'SideTrack' | 'Tenant' | ChildKind;

/** The stores that the controllers observe. The two resources are as the API server defaulted them; parse before use. */
export interface Watched {
  sidetracks: Store;
  tenants: Store;
  children(kind: ChildKind): Store;
}

export interface ReconcileResult {
  /** Looks again after this time even if nothing was seen to change. */
  requeueAfterSeconds?: number;
}

/** Brings one object's world to what it asks for. A key is never reconciled twice at once; a thrown error means: again, later. */
export interface Controller {
  name: string;
  /** How many keys are reconciled at once. */
  concurrency: number;
  /** `signal` aborts when the process must stop acting (leadership lost, SIGTERM's grace over). */
  reconcile(key: Key, signal: AbortSignal): Promise<ReconcileResult | undefined>;
}

/** A watched object was added, changed (then with `previous`) or deleted. */
export interface Change {
  kind: WatchedKind;
  object: KubernetesObject;
  previous?: KubernetesObject;
  deleted: boolean;
}

/** A controller and which of its keys a change wakes. `keysOf` is called in the watch: it must be quick, and must not throw. */
export interface Registration {
  controller: Controller;
  keysOf(change: Change, watched: Watched): readonly Key[];
}

/** What the runtime logs to; pino's logger is one. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Time and chance, passed in so that tests own them. `random` gives [0, 1). */
export interface Chance {
  clock: () => Date;
  random: () => number;
}

export const fieldManager = 'sidetrack-operator';
export const managedByLabel = { 'app.kubernetes.io/managed-by': 'sidetrack-operator' } as const;
export const renderedHashAnnotation = 'sidetrack.network/rendered-hash';
export const apiGroup = 'sidetrack.network';
export const apiGroupVersion = 'sidetrack.network/v1alpha1';
