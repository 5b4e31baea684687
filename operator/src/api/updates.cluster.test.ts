import { API_VERSION } from './index.ts';
import type { TestNamespace } from './test-tools.ts';
import { makeNamespace, sentences } from './test-tools.ts';

const embedded = { embedded: {} };
const least = { database: embedded, temporal: embedded };

/** What is changed: before, after, and what the answer says to do instead (null: the change is taken). */
const sideTracks: [string, object, object, string | null][] = [
  [
    'the kind of the database',
    least,
    { ...least, database: { cnpg: {} } },
    'The kind of the database cannot be changed: put the old one back, or make a new installation and restore a backup into it.',
  ],
  [
    'an external database to an own one',
    { ...least, database: { external: { secretName: 's' } } },
    least,
    'The kind of the database cannot be changed: put the old one back, or make a new installation and restore a backup into it.',
  ],
  [
    'the Secret of an external database',
    { ...least, database: { external: { secretName: 's' } } },
    { ...least, database: { external: { secretName: 't' } } },
    null,
  ],
  ['a larger volume', least, { ...least, database: { embedded: { storage: '0.5Ti' } } }, null],
  ['the same size in other words', least, { ...least, database: { embedded: { storage: '10240Mi' } } }, null],
  [
    'a smaller volume',
    least,
    { ...least, database: { embedded: { storage: '5Gi' } } },
    'Storage can grow but not shrink: write the size it had, or a larger one.',
  ],
  [
    'a smaller volume of CloudNativePG',
    { ...least, database: { cnpg: {} } },
    { ...least, database: { cnpg: { storage: '9Gi' } } },
    'Storage can grow but not shrink: write the size it had, or a larger one.',
  ],
  [
    'a smaller volume for backups',
    { ...least, backup: { schedule: '@daily' } },
    { ...least, backup: { schedule: '@daily', storage: '1Gi' } },
    'Storage can grow but not shrink: write the size it had, or a larger one.',
  ],
  [
    'another storage class',
    { ...least, database: { embedded: { storageClassName: 'fast' } } },
    { ...least, database: { embedded: { storageClassName: 'slow' } } },
    'A volume keeps its class: put storageClassName back, or make a new installation and restore a backup into it.',
  ],
  [
    'a storage class for a volume that took the default',
    least,
    { ...least, database: { embedded: { storageClassName: 'fast' } } },
    'A volume keeps its class: put storageClassName back, or make a new installation and restore a backup into it.',
  ],
  [
    'the history shards',
    least,
    { ...least, temporal: { embedded: { historyShards: 8 } } },
    'The history shards of Temporal cannot be changed: put the old number back.',
  ],
  [
    'hibernation while a restore is asked for',
    { ...least, restoreFrom: { backup: 'b' } },
    { ...least, restoreFrom: { backup: 'b' }, hibernate: true },
    'A hibernating installation cannot restore: set hibernate to false, or take restoreFrom away.',
  ],
  ['the image', least, { ...least, image: { tag: '0.2.0' } }, null],
];

const tenants: [string, object, object, string | null][] = [
  [
    'the installation',
    {},
    { installation: 'other' },
    'A listener stays in its installation: put the old name back, or make another Tenant.',
  ],
  [
    'the handle',
    { handle: 'mara' },
    { handle: 'jon' },
    'The handle of a listener cannot be changed: put the old one back, or make another Tenant.',
  ],
  [
    'a handle that was not given',
    {},
    { handle: 'jon' },
    'The handle of a listener cannot be changed: put the old one back, or make another Tenant.',
  ],
  [
    'a handle that is taken away',
    { handle: 'mara' },
    {},
    'The handle of a listener cannot be changed: put the old one back, or make another Tenant.',
  ],
  ['the name that is shown, and the policy', {}, { displayName: 'Mara', deletionPolicy: 'Purge' }, null],
];

let namespace: TestNamespace;
let count = 0;
beforeAll(async () => {
  namespace = await makeNamespace();
});
afterAll(() => namespace.remove());

async function change(kind: 'SideTrack' | 'Tenant', before: object, after: object) {
  const plural = `${kind.toLowerCase()}s`;
  const name = `n${String(++count)}`;
  const object = { apiVersion: API_VERSION, kind, metadata: { name }, spec: before };
  const made = await namespace.send('POST', plural, object);
  expect([made.code, made.body.message]).toEqual([201, undefined]);
  const metadata = { name, resourceVersion: made.body.metadata?.resourceVersion };
  return namespace.send('PUT', `${plural}/${name}`, { ...object, metadata, spec: after });
}

it.each(sideTracks)('SideTrack: %s', async (_, before, after, refusal) => {
  const answer = await change('SideTrack', before, after);
  expect([answer.code, sentences(answer)]).toEqual(refusal === null ? [200, []] : [422, [refusal]]);
});

it.each(tenants)('Tenant: %s', async (_, before, after, refusal) => {
  const answer = await change('Tenant', before, after);
  expect([answer.code, sentences(answer)]).toEqual(refusal === null ? [200, []] : [422, [refusal]]);
});

describe('status', () => {
  const condition = { type: 'Ready', status: 'True', reason: 'Ready', message: 'All is well.', observedGeneration: 1 };

  it('is written apart from the spec, and neither write touches the other', async () => {
    const object = { apiVersion: API_VERSION, kind: 'SideTrack', metadata: { name: 'home' }, spec: least };
    const made = await namespace.send('POST', 'sidetracks', {
      ...object,
      status: { version: 'written with the spec' },
    });
    expect([made.code, made.body.status]).toEqual([201, undefined]);

    const written = await namespace.send('PUT', 'sidetracks/home/status', {
      ...object,
      metadata: made.body.metadata,
      spec: { ...least, hibernate: true },
      status: { version: '0.1.0', conditions: [{ ...condition, lastTransitionTime: '2026-11-22T10:00:00Z' }] },
    });
    expect(written.code).toBe(200);
    expect(written.body.spec).toMatchObject({ hibernate: false });
    expect(written.body.status).toMatchObject({ version: '0.1.0' });
    expect(written.body.metadata?.generation).toBe(1);

    const changed = await namespace.send('PUT', 'sidetracks/home', {
      ...object,
      metadata: written.body.metadata,
      spec: { ...least, paused: true },
    });
    expect(changed.body.status).toEqual(written.body.status);
    expect(changed.body.metadata?.generation).toBe(2);
  });

  it('holds one condition of each type', async () => {
    const object = { apiVersion: API_VERSION, kind: 'Tenant', metadata: { name: 'mara' }, spec: {} };
    const { body } = await namespace.send('POST', 'tenants', object);
    const twice = [condition, condition].map((one) => ({ ...one, lastTransitionTime: '2026-11-22T10:00:00Z' }));
    const answer = await namespace.send('PUT', 'tenants/mara/status', {
      ...object,
      metadata: body.metadata,
      status: { conditions: twice },
    });
    expect([answer.code, answer.body.message]).toEqual([
      422,
      expect.stringContaining('Duplicate value: {"type":"Ready"}'),
    ]);
  });
});
