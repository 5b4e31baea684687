import type { Change, KubernetesObject, Store, WatchedKind } from './types.ts';

/** Takes in what watches tell and remembers it. With several namespaces watched, each has its own part. */
export class ObjectStore implements Store {
  readonly #kind: WatchedKind;
  readonly #onChange: (change: Change) => void;
  readonly #byNamespace = new Map<string, Map<string, KubernetesObject>>();
  readonly #unsynced: Set<string>;

  /** `scopes` are the namespaces watched, or [''] for all of them: the store is synced when each was listed. */
  constructor(kind: WatchedKind, scopes: readonly string[], onChange: (change: Change) => void) {
    this.#kind = kind;
    this.#unsynced = new Set(scopes);
    this.#onChange = onChange;
  }

  get synced(): boolean {
    return this.#unsynced.size === 0;
  }

  get(namespace: string, name: string): KubernetesObject | undefined {
    return this.#byNamespace.get(namespace)?.get(name);
  }

  list(namespace?: string, labels: Record<string, string> = {}): KubernetesObject[] {
    const maps =
      namespace === undefined
        ? [...this.#byNamespace.values()]
        : [this.#byNamespace.get(namespace) ?? new Map<string, KubernetesObject>()];
    const wanted = Object.entries(labels);
    return maps
      .flatMap((map) => [...map.values()])
      .filter((object) => wanted.every(([label, value]) => object.metadata?.labels?.[label] === value));
  }

  /** Takes in a whole list of a scope: what is not in it was deleted meanwhile. */
  replace(scope: string, objects: readonly KubernetesObject[]): void {
    const present = new Set(objects.map(keyOf));
    for (const [namespace, map] of this.#byNamespace) {
      if (scope !== '' && namespace !== scope) continue;
      for (const object of [...map.values()]) if (!present.has(keyOf(object))) this.remove(object);
    }
    for (const object of objects) this.put(object);
    this.#unsynced.delete(scope);
  }

  put(given: KubernetesObject): void {
    const object = withoutManagedFields(given);
    const { namespace = '', name = '', resourceVersion } = object.metadata ?? {};
    const map = this.#byNamespace.get(namespace) ?? new Map<string, KubernetesObject>();
    this.#byNamespace.set(namespace, map);
    const previous = map.get(name);
    if (previous !== undefined && previous.metadata?.resourceVersion === resourceVersion) return;
    map.set(name, object);
    this.#onChange({ kind: this.#kind, object, ...(previous && { previous }), deleted: false });
  }

  remove(object: KubernetesObject): void {
    const { namespace = '', name = '' } = object.metadata ?? {};
    if (this.#byNamespace.get(namespace)?.delete(name)) this.#onChange({ kind: this.#kind, object, deleted: true });
  }
}

const keyOf = ({ metadata }: KubernetesObject): string => `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;

/** managedFields are the larger half of an object, and nobody here reads them. */
function withoutManagedFields(object: KubernetesObject): KubernetesObject {
  const metadata = { ...object.metadata, managedFields: undefined };
  return { ...object, metadata };
}
