import fc from 'fast-check';
import { ObjectStore } from './store.ts';
import type { Change, KubernetesObject } from './types.ts';

fc.configureGlobal({ seed: 4 });

const object = (namespace: string, name: string, resourceVersion: string, labels: Record<string, string> = {}) => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace, name, resourceVersion, labels } },
});
const names = fc.constantFrom('a', 'b', 'c', 'd');

describe('ObjectStore', () => {
  it('shows what was last told of, and tells each difference once, in whatever order lists and events come', () => {
    const item = fc.record({
      namespace: fc.constantFrom('one', 'two'),
      name: names,
      version: fc.integer({ min: 1, max: 5 }),
    });
    const told = fc.oneof(
      fc.record({ list: fc.uniqueArray(item, { selector: ({ namespace, name }) => `${namespace}/${name}` }) }),
      fc.record({ put: item }),
      fc.record({ remove: item }),
    );
    fc.assert(
      fc.property(fc.array(told), (run) => {
        const mirror = new Map<string, string>();
        const real = new Map<string, string>();
        const store = new ObjectStore('ConfigMap', [''], ({ object: { metadata }, deleted }) => {
          const key = `${metadata?.namespace}/${metadata?.name}`;
          if (deleted) expect(mirror.delete(key)).toBe(true);
          else {
            expect(mirror.get(key)).not.toBe(metadata?.resourceVersion);
            mirror.set(key, metadata?.resourceVersion ?? '');
          }
        });
        const make = ({ namespace, name, version }: { namespace: string; name: string; version: number }) =>
          object(namespace, name, String(version));
        for (const step of run) {
          if ('list' in step) {
            real.clear();
            for (const { namespace, name, version } of step.list) real.set(`${namespace}/${name}`, String(version));
            store.replace('', step.list.map(make));
          } else if ('put' in step) {
            real.set(`${step.put.namespace}/${step.put.name}`, String(step.put.version));
            store.put(make(step.put));
          } else {
            real.delete(`${step.remove.namespace}/${step.remove.name}`);
            store.remove(make(step.remove));
          }
          const shown = new Map(
            store.list().map(({ metadata }) => [`${metadata?.namespace}/${metadata?.name}`, metadata?.resourceVersion]),
          );
          expect(shown).toEqual(real);
          expect(mirror).toEqual(real);
        }
      }),
    );
  });

  it('is synced when each namespace was listed, and a list of one takes nothing from another', () => {
    const changes: Change[] = [];
    const store = new ObjectStore('ConfigMap', ['one', 'two'], (change) => void changes.push(change));
    store.replace('one', [object('one', 'a', '1')]);
    expect(store.synced).toBe(false);
    store.replace('two', [object('two', 'a', '2')]);
    expect(store.synced).toBe(true);
    store.replace('one', []);
    expect(store.list().map(({ metadata }) => metadata?.namespace)).toEqual(['two']);
    expect(changes.at(-1)).toMatchObject({ deleted: true, object: { metadata: { namespace: 'one' } } });
  });

  it('finds by namespace, name and labels, gives what was there before a change, and keeps no managedFields', () => {
    const changes: Change[] = [];
    const store = new ObjectStore('ConfigMap', [''], (change) => void changes.push(change));
    const first = object('one', 'a', '1', { app: 'x' });
    store.put({ ...first, metadata: { ...first.metadata, managedFields: [{}] } } as KubernetesObject);
    store.put(object('one', 'a', '2', { app: 'y' }));
    expect(store.list('one', { app: 'x' })).toEqual([]);
    expect(store.list('one', { app: 'y' })).toHaveLength(1);
    expect(store.get('one', 'a')?.metadata?.resourceVersion).toBe('2');
    expect(changes[1]?.previous?.metadata?.labels).toEqual({ app: 'x' });
    expect(JSON.stringify(changes)).not.toContain('managedFields');
  });
});
