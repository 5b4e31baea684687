import fc from 'fast-check';
import { applyMergePatch, mergePatch } from './merge.ts';
import { canonical, render } from './render.ts';
import { renderedHashAnnotation } from './types.ts';

fc.configureGlobal({ seed: 4 });

const json = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.string(), fc.integer(), fc.boolean(), fc.array(fc.integer()), tie('object')),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value')),
})).object;

describe('mergePatch', () => {
  it('turns one object into the other, and is empty only when they are the same', () => {
    fc.assert(
      fc.property(json, json, (from, to) => {
        const patch = mergePatch(from, to);
        expect(applyMergePatch(from, patch)).toEqual(to);
        if (Object.keys(patch).length === 0) expect(to).toEqual(from);
      }),
    );
  });

  it('removes what is gone and sends lists whole', () => {
    expect(mergePatch({ a: 1, gpu: { pending: 1, jobs: 2 }, list: [1] }, { gpu: { jobs: 2 }, list: [1, 2] })).toEqual({
      a: null,
      gpu: { pending: null },
      list: [1, 2],
    });
  });
});

describe('render', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', labels: {} },
    data: { x: '1', y: undefined },
  };
  const owner = { apiVersion: 'sidetrack.network/v1alpha1', kind: 'SideTrack', metadata: { name: 'home', uid: 'u-1' } };

  it('gives the same hash for the same rendering, whatever the order of its fields', () => {
    const other = { data: { x: '1' }, metadata: { name: 'a' }, kind: 'ConfigMap', apiVersion: 'v1' };
    expect(render(object).hash).toBe(render(other).hash);
    expect(render(object, owner).hash).not.toBe(render(object).hash);
    expect(render({ ...object, ...{ data: { x: '2' } } }).hash).not.toBe(render(object).hash);
  });

  it('carries hash and controller, and nothing that JSON would drop', () => {
    const { body, hash } = render(object, owner);
    expect(JSON.parse(canonical(body))).toEqual(body);
    expect(body.metadata).toEqual({
      name: 'a',
      annotations: { [renderedHashAnnotation]: hash },
      ownerReferences: [
        {
          ...{ apiVersion: owner.apiVersion, kind: 'SideTrack', name: 'home', uid: 'u-1' },
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    });
  });

  it('refuses an owner that was never read', () => {
    expect(() => render(object, { ...owner, metadata: { name: 'home' } })).toThrow('has no uid');
  });
});
