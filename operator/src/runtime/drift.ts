import { sameQuantity } from './quantity.ts';

/** Lists that the API server merges by key: items that others added to them are not ours to judge. All other lists are one value. */
const listKeys = new Map<string, readonly string[]>(
  Object.entries({
    containers: ['name'],
    initContainers: ['name'],
    env: ['name'],
    volumes: ['name'],
    volumeMounts: ['mountPath'],
    imagePullSecrets: ['name'],
    ownerReferences: ['uid'],
    hostAliases: ['ip'],
    topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
    conditions: ['type'],
    ports: ['containerPort', 'port', 'protocol'],
  }),
);
const sets = new Set(['finalizers', 'supplementalGroups']);
/** Lists of these parents are one value though their items have keys: the ports of a NetworkPolicy's rule. */
const wholeBelow = new Set(['ingress', 'egress']);
const quantityFields = new Set(['requests', 'limits', 'hard', 'capacity', 'sizeLimit', 'storage']);
/** Empty objects that mean something. Other empty ones come back from the API server as nothing at all. */
const meansSomethingEmpty = new Set(['emptyDir', 'podSelector', 'namespaceSelector']);

/**
 * Where a live object is no longer as rendered: the path of the first rendered field that differs, or undefined when every one
 * holds. Fields that were not rendered (defaults of the API server, other managers') are not looked at.
 */
export function firstDrift(rendered: unknown, live: unknown, path: readonly string[] = []): string | undefined {
  if (rendered === undefined) return undefined;
  if (rendered === null) return live === undefined || live === null ? undefined : nameOf(path);
  if (Array.isArray(rendered)) return driftOfList(rendered, live, path);
  if (typeof rendered === 'object') return driftOfObject(rendered, live, path);
  return rendered === live || isSameAmount(rendered, live, path) ? undefined : nameOf(path);
}

function isSameAmount(rendered: unknown, live: unknown, path: readonly string[]): boolean {
  if (!path.slice(-2).some((name) => quantityFields.has(name))) return false;
  return isScalar(rendered) && isScalar(live) && sameQuantity(rendered, live);
}

function driftOfObject(rendered: object, live: unknown, path: readonly string[]): string | undefined {
  const entries = Object.entries(rendered).filter(([, value]) => value !== undefined);
  if (live === undefined || live === null) {
    const nothing = entries.length === 0 && !meansSomethingEmpty.has(path.at(-1) ?? '');
    return nothing ? undefined : nameOf(path);
  }
  if (!isObject(live)) return nameOf(path);
  return firstOf(entries, ([name, value]) => firstDrift(value, live[name], [...path, name]));
}

function driftOfList(rendered: readonly unknown[], live: unknown, path: readonly string[]): string | undefined {
  const items: readonly unknown[] = Array.isArray(live) ? live : [];
  const name = path.at(-1) ?? '';
  if (sets.has(name)) return rendered.every((item) => items.includes(item)) ? undefined : nameOf(path);
  const keys = path.some((part) => wholeBelow.has(part)) ? undefined : listKeys.get(name);
  if (keys && rendered.length > 0) {
    return firstOf(rendered, (item) => {
      const key = keyOf(item, keys);
      const found = items.find((other) => keyOf(other, keys) === key);
      return found === undefined ? nameOf([...path, key]) : firstDrift(item, found, [...path, key]);
    });
  }
  if (rendered.length !== items.length) return nameOf(path);
  return firstOf([...rendered.entries()], ([index, item]) => firstDrift(item, items[index], [...path, String(index)]));
}

function firstOf<T>(items: readonly T[], drift: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = drift(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function keyOf(item: unknown, keys: readonly string[]): string {
  if (!isObject(item)) return String(item);
  const text = (name: string) => (name === 'protocol' ? (item[name] ?? 'TCP') : item[name]);
  // A container's port is keyed by containerPort; its `port` is nothing, and the other way round in a Service.
  return keys.map((name) => JSON.stringify(text(name) ?? null)).join('/');
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isScalar = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';
const nameOf = (path: readonly string[]): string => path.join('.') || '(the object)';
