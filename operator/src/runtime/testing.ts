import { applyMergePatch, mergePatch } from './merge.ts';
import { firstDrift, isObject } from './drift.ts';
import { canonical, refOf, refText, render } from './render.ts';
import { ApiError } from './errors.ts';
import type { Cluster, EventText, KubernetesObject, ObjectMeta, Ref, Store, Watched } from './types.ts';

/** A cluster in memory, for tests of controllers: `cluster` and `watched` see each other at once. */
export interface FakeCluster extends Cluster {
  watched: Watched;
  /** Every write as "verb Kind name", for tests that count them. */
  writes: string[];
  events: (EventText & { regarding: string })[];
  /** Puts an object as a user or another controller would: its status is taken too, its generation is bumped where its spec differs. */
  put<T extends KubernetesObject>(object: T): T;
  remove(ref: Ref): void;
  all(kind: string): KubernetesObject[];
  /** Asked before each write; what it throws, the caller gets. */
  refuse: (verb: string, ref: Ref) => void;
}

type Stored = KubernetesObject & { status?: unknown; metadata: ObjectMeta };

/** `kinds` are those of other projects that the API server serves, as "apiVersion/Kind". */
export function fakeCluster(options: { objects?: KubernetesObject[]; kinds?: string[] } = {}): FakeCluster {
  const objects = new Map<string, Stored>();
  const rendered = new Map<string, unknown>();
  let version = 0;

  const keyOf = (ref: Ref) => refText(ref);
  const write = (verb: string, ref: Ref) => {
    fake.refuse(verb, ref);
    fake.writes.push(`${verb} ${ref.kind} ${ref.name}`);
  };
  const set = (object: KubernetesObject): Stored => {
    const key = keyOf(refOf(object));
    const before = objects.get(key);
    if (before && canonical(contentOf(before)) === canonical(contentOf(object))) return before;
    version += 1;
    const stored = structuredClone({ ...object, metadata: stamped(object, before, version) }) as Stored;
    const gone = stored.metadata.deletionTimestamp !== undefined && (stored.metadata.finalizers ?? []).length === 0;
    if (gone) objects.delete(key);
    else objects.set(key, stored);
    return stored;
  };
  const existing = (ref: Ref): Stored => {
    const found = objects.get(keyOf(ref));
    if (!found) throw new ApiError(`${refText(ref)} is not there.`, { code: 404, reason: 'NotFound' });
    return found;
  };

  const fake: FakeCluster = {
    writes: [],
    events: [],
    refuse: () => undefined,
    watched: {
      sidetracks: storeOf(objects, 'SideTrack'),
      tenants: storeOf(objects, 'Tenant'),
      children: (kind) => storeOf(objects, kind),
    },
    put: <T extends KubernetesObject>(object: T) => set(object) as KubernetesObject as T,
    remove(ref) {
      const found = objects.get(keyOf(ref));
      objects.delete(keyOf(ref));
      for (const child of [...objects.values()].filter((one) =>
        one.metadata.ownerReferences?.some((owner) => owner.uid === found?.metadata.uid),
      )) {
        fake.remove(refOf(child));
      }
    },
    all: (kind) => [...objects.values()].filter((object) => object.kind === kind),
    get: <T extends KubernetesObject>(ref: Ref) =>
      Promise.resolve((objects.get(keyOf(ref)) ?? null) as KubernetesObject as T | null),
    async create(object) {
      const ref = refOf(object);
      if (objects.has(keyOf(ref))) return Promise.resolve('exists');
      write('create', ref);
      set(object);
      return 'created';
    },
    async apply(object, owner) {
      const ref = refOf(object);
      const { body } = render(object, owner);
      const before = objects.get(keyOf(ref));
      if (before && firstDrift(body, before) === undefined && canonical(rendered.get(keyOf(ref))) === canonical(body)) {
        return Promise.resolve('unchanged');
      }
      write('apply', ref);
      const merged = appliedTo(before, rendered.get(keyOf(ref)), body) as KubernetesObject;
      rendered.set(keyOf(ref), body);
      set(merged);
      return before ? 'changed' : 'created';
    },
    async delete(ref, { resourceVersion } = {}) {
      const found = objects.get(keyOf(ref));
      if (!found) return Promise.resolve('absent');
      write('delete', ref);
      if (resourceVersion && found.metadata.resourceVersion !== resourceVersion) throw conflict(ref);
      if ((found.metadata.finalizers ?? []).length > 0) {
        set({ ...found, metadata: { ...found.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } });
      } else fake.remove(ref);
      rendered.delete(keyOf(ref));
      return 'deleted';
    },
    async patchStatus(object, status) {
      const ref = refOf(object);
      const before = existing(ref);
      const patch = mergePatch(before.status, status);
      if (Object.keys(patch).length === 0) return Promise.resolve('unchanged');
      write('status', ref);
      set({ ...before, status: applyMergePatch(before.status, patch) } as KubernetesObject);
      return 'changed';
    },
    async patchMetadata(ref, { resourceVersion, ...change }) {
      const before = existing(ref);
      write('metadata', ref);
      if (resourceVersion && before.metadata.resourceVersion !== resourceVersion) throw conflict(ref);
      set(applyMergePatch(before, { metadata: change }) as KubernetesObject);
      return Promise.resolve();
    },
    has: (apiVersion, kind) => (options.kinds ?? []).includes(`${apiVersion}/${kind}`),
    record: (regarding, text) =>
      void fake.events.push({ ...text, regarding: `${regarding.kind ?? ''}/${regarding.metadata?.name ?? ''}` }),
  };
  for (const object of options.objects ?? []) fake.put(object);
  return fake;
}

/** Server-side apply in small: what was rendered before and is no more goes, named list items merge by name, others' fields stay. */
function appliedTo(live: unknown, before: unknown, now: unknown): unknown {
  if (Array.isArray(now) && now.every(isNamed)) {
    const olds = Array.isArray(live) ? live.filter(isNamed) : [];
    const ours = new Set((Array.isArray(before) ? before.filter(isNamed) : []).map((item) => item.name));
    const names = new Set(now.map((item) => item.name));
    const find = (list: unknown, name: string) =>
      Array.isArray(list) ? list.filter(isNamed).find((item) => item.name === name) : undefined;
    return [
      ...now.map((item) => appliedTo(find(live, item.name), find(before, item.name), item)),
      ...olds.filter((item) => !names.has(item.name) && !ours.has(item.name)),
    ];
  }
  if (!isObject(now)) return now;
  const result: Record<string, unknown> = isObject(live) ? { ...live } : {};
  for (const name of Object.keys(isObject(before) ? before : {}))
    if (!(name in now)) Reflect.deleteProperty(result, name);
  for (const [name, value] of Object.entries(now)) {
    result[name] = appliedTo(result[name], isObject(before) ? before[name] : undefined, value);
  }
  return result;
}

function storeOf(objects: ReadonlyMap<string, KubernetesObject>, kind: string): Store {
  const matches = (object: KubernetesObject, namespace?: string, labels: Record<string, string> = {}) =>
    object.kind === kind &&
    (namespace === undefined || object.metadata?.namespace === namespace) &&
    Object.entries(labels).every(([name, value]) => object.metadata?.labels?.[name] === value);
  return {
    synced: true,
    list: (namespace, labels) => [...objects.values()].filter((object) => matches(object, namespace, labels)),
    get: (namespace, name) =>
      [...objects.values()].find((object) => matches(object, namespace) && object.metadata?.name === name),
  };
}

const conflict = (ref: Ref) =>
  new ApiError(`${refText(ref)} was changed meanwhile.`, { code: 409, reason: 'Conflict' });
const isNamed = (item: unknown): item is { name: string } => isObject(item) && typeof item.name === 'string';

/** What the API server adds when it stores an object. */
function stamped(object: KubernetesObject, before: Stored | undefined, version: number): ObjectMeta {
  const given = object.metadata ?? {};
  const specChanged = canonical({ ...before, ...unlooked }) !== canonical({ ...object, ...unlooked });
  return {
    ...given,
    uid: before?.metadata.uid ?? given.uid ?? `uid-${version}`,
    resourceVersion: String(version),
    generation: (before?.metadata.generation ?? 0) + (specChanged ? 1 : 0),
    creationTimestamp: before?.metadata.creationTimestamp ?? given.creationTimestamp ?? '2026-01-01T00:00:00Z',
  };
}

const unlooked = { metadata: undefined, status: undefined };
const stamps = { resourceVersion: undefined, generation: undefined, uid: undefined, creationTimestamp: undefined };
const contentOf = (object: KubernetesObject) => ({ ...object, metadata: { ...object.metadata, ...stamps } });
