import type { KubeConfig } from '@kubernetes/client-node';
import type { Discovery } from './discovery.ts';
import type { OperatorMetrics } from './metrics.ts';
import type { RecordedCall } from './recorded-calls.ts';
import { reflect } from './reflector.ts';
import type { Rest } from './rest.ts';
import { ObjectStore } from './store.ts';
import type { Timers } from './timers.ts';
import {
  apiGroupVersion,
  childKinds,
  childVersions,
  managedByLabel,
  type Change,
  type Log,
  type Watched,
  type WatchedKind,
} from './types.ts';

export interface WatchAllOptions {
  kubeConfig: KubeConfig;
  rest: Rest;
  discovery: Discovery;
  /** None means all of the cluster. */
  namespaces: readonly string[];
  onChange: (change: Change) => void;
  metrics: OperatorMetrics;
  record: (call: RecordedCall) => void;
  timers: Timers;
  random: () => number;
  log: Log;
  signal: AbortSignal;
}

export interface WatchedAll extends Watched {
  storeOf(apiVersion: string, kind: string): ObjectStore | undefined;
  /** Kinds whose first list is still awaited. */
  unsynced(): string[];
  /** Resolves when every watch ended after the signal. */
  ended: Promise<unknown>;
}

/** Watches the two resources whole and the children by their label, each kind in each namespace, until the signal aborts. */
export function watchAll(options: WatchAllOptions): WatchedAll {
  const { namespaces, discovery, onChange, ...rest } = options;
  const scopes = namespaces.length === 0 ? [''] : namespaces;
  const stores = new Map<WatchedKind, { apiVersion: string; store: ObjectStore }>();
  const loops: Promise<void>[] = [];
  const watch = (kind: WatchedKind, apiVersion: string, labels: Record<string, string>) => {
    const store = new ObjectStore(kind, scopes, onChange);
    stores.set(kind, { apiVersion, store });
    const resource = () => discovery.find(apiVersion, kind);
    for (const scope of scopes) loops.push(reflect({ ...rest, resource, kind, scope, labels, store }));
    return store;
  };
  const sidetracks = watch('SideTrack', apiGroupVersion, {});
  const tenants = watch('Tenant', apiGroupVersion, {});
  for (const kind of childKinds) watch(kind, childVersions[kind], managedByLabel);
  return {
    sidetracks,
    tenants,
    children: (kind) => stores.get(kind)!.store,
    storeOf: (apiVersion, kind) => {
      const found = stores.get(kind as WatchedKind);
      return found?.apiVersion === apiVersion ? found.store : undefined;
    },
    unsynced: () => [...stores].filter(([, { store }]) => !store.synced).map(([kind]) => kind),
    ended: Promise.all(loops),
  };
}
