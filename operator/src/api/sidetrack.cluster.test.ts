import { API_VERSION, parseSideTrackSpec, SpecError } from './index.ts';
import type { TestNamespace } from './test-tools.ts';
import { makeNamespace, sentences } from './test-tools.ts';

const least = { database: { embedded: {} }, temporal: { embedded: {} } };
const sha256 = 'a'.repeat(64);

const good: [string, object][] = [
  ['the least that can be written', least],
  ['CloudNativePG with three instances', { ...least, database: { cnpg: { instances: 3, storage: '50Gi' } } }],
  ['an external database', { ...least, database: { external: { secretName: 'my-database' } } }],
  [
    'an external Temporal with TLS',
    {
      ...least,
      temporal: {
        external: {
          address: 'temporal.example.org:7233',
          namespace: 'sidetrack.abc12',
          tlsSecretName: 'temporal-tls',
          serverName: 'temporal',
        },
      },
    },
  ],
  [
    'amounts as text and as numbers',
    { ...least, api: { resources: { requests: { cpu: 2, memory: '1.5Gi' }, limits: { cpu: '500m' } } } },
  ],
  [
    'images with a port, a digest and no tag',
    {
      ...least,
      image: { registry: 'registry.example.org:5000/music', tag: 'main' },
      cache: { image: `redis@sha256:${sha256}` },
    },
  ],
  [
    'GPU Jobs through Kueue',
    {
      ...least,
      workers: {
        extractGpu: {
          max: 8,
          resourceName: 'amd.com/gpu',
          kueueQueue: 'music',
          runtimeClassName: 'nvidia',
          nodeSelector: { gpu: 'a100' },
          tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
        },
      },
    },
  ],
  [
    'a model from elsewhere',
    { ...least, models: { items: [{ name: 'musicnn-msd', source: 'https://models.example.org/m.onnx', sha256 }] } },
  ],
  [
    'audio from NFS',
    { ...least, audio: { nfs: { server: 'nas.example.org', path: '/volume1/music' }, excerptSeconds: 60 } },
  ],
  ['audio from a claim', { ...least, audio: { persistentVolumeClaim: { claimName: 'music' }, stems: true } }],
  ['backups by cron', { ...least, backup: { schedule: '15 3 * * 1-5' } }],
  ['backups by name', { ...least, backup: { schedule: '@daily', keep: 30, storage: '1.5Ti', claimName: 'nas' } }],
  [
    'sign-in behind an ingress',
    {
      ...least,
      auth: { google: { secretName: 'google' }, allowListSecretName: 'people' },
      site: { ingress: { host: 'music.example.org', clusterIssuer: 'letsencrypt' } },
    },
  ],
  ['hibernation', { ...least, hibernate: true, paused: true }],
  ['a restore', { ...least, restoreFrom: { backup: 'sidetrack-20261122T030000Z' } }],
  [
    'services inside the cluster',
    { ...least, services: { listenbrainzUrl: 'http://fakes.test.svc:8080/lb', contact: 'https://example.org/about' } },
  ],
  ['no cache', { ...least, cache: { enabled: false } }],
  [
    'a policy for the ingress controller',
    {
      ...least,
      networkPolicy: {
        ingressFrom: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }],
      },
    },
  ],
];

/** What is wrong, the spec, the field that the answer names, and what the answer says to write instead. */
const bad: [string, object, string, string | RegExp][] = [
  [
    'no database kind',
    { ...least, database: {} },
    'spec.database',
    'Choose one database: write exactly one of embedded: {}, cnpg: {} and external: {secretName: …}.',
  ],
  [
    'two database kinds',
    { ...least, database: { embedded: {}, cnpg: {} } },
    'spec.database',
    /^Choose one database: write exactly one/,
  ],
  [
    'no Temporal',
    { ...least, temporal: {} },
    'spec.temporal',
    'Choose one Temporal: write exactly one of embedded: {} and external: {address: …}.',
  ],
  [
    'two Temporals',
    { ...least, temporal: { embedded: {}, external: { address: 'a:1' } } },
    'spec.temporal',
    /^Choose one Temporal/,
  ],
  [
    'an address of Temporal with a scheme',
    { ...least, temporal: { external: { address: 'https://temporal.example.org' } } },
    'spec.temporal.external.address',
    'Write the address of Temporal as host:port without a scheme, such as temporal.example.org:7233.',
  ],
  [
    'a server name without TLS',
    { ...least, temporal: { external: { address: 'a:1', serverName: 'b' } } },
    'spec.temporal.external',
    /^serverName is checked by TLS: write tlsSecretName beside it/,
  ],
  [
    'a Secret that cannot be',
    { ...least, database: { external: { secretName: 'My Database' } } },
    'spec.database.external.secretName',
    /^Write the name of an object as Kubernetes takes it/,
  ],
  [
    'storage without a unit',
    { ...least, database: { embedded: { storage: '10' } } },
    'spec.database.embedded.storage',
    'Write a size of storage with its unit, such as 10Gi or 500Mi.',
  ],
  [
    'a negative size',
    { ...least, database: { cnpg: { storage: '-5Gi' } } },
    'spec.database.cnpg.storage',
    /^Write a size of storage with its unit/,
  ],
  [
    'ten instances',
    { ...least, database: { cnpg: { instances: 10 } } },
    'spec.database.cnpg.instances',
    /less than or equal to 9|<=9/,
  ],
  [
    'no history shard',
    { ...least, temporal: { embedded: { historyShards: 0 } } },
    'spec.temporal.embedded.historyShards',
    /greater than or equal to 1|>=1/,
  ],
  [
    'an image with a scheme',
    { ...least, image: { registry: 'https://ghcr.io/x' } },
    'spec.image.registry',
    /^Write an image as registry\/name:tag/,
  ],
  ['a tag with a space', { ...least, image: { tag: 'new one' } }, 'spec.image.tag', /^Write a tag such as 0.2.0/],
  [
    'a pull policy that is not one',
    { ...least, image: { pullPolicy: 'Sometimes' } },
    'spec.image.pullPolicy',
    /supported values: "Always", "IfNotPresent", "Never"|expected one of "Always"\|"IfNotPresent"\|"Never"/,
  ],
  [
    'a public address with a path',
    { ...least, publicUrl: 'https://example.org/music' },
    'spec.publicUrl',
    /^Write the address that browsers use, without a path/,
  ],
  [
    'a host with a scheme',
    { ...least, site: { ingress: { host: 'https://music.example.org' } } },
    'spec.site.ingress.host',
    /^Write a host name in small letters without scheme, port or path/,
  ],
  [
    'a host with an underscore',
    { ...least, site: { ingress: { host: 'my_music.example.org' } } },
    'spec.site.ingress.host',
    /^Write a host name/,
  ],
  [
    'an external cache that is switched off',
    { ...least, cache: { enabled: false, external: { secretName: 'redis' } } },
    'spec.cache',
    /set enabled to true, or take external away\.$/,
  ],
  ['half a pod', { ...least, api: { replicas: 0.5 } }, 'spec.api.replicas', /must be of type integer|expected int/],
  ['an API without a pod', { ...least, api: { replicas: 0 } }, 'spec.api.replicas', /greater than or equal to 1|>=1/],
  [
    'workflows without a worker',
    { ...least, workers: { sidetrack: { replicas: 0 } } },
    'spec.workers.sidetrack.replicas',
    /greater than or equal to 1|>=1/,
  ],
  [
    'an amount with a word',
    { ...least, workers: { extract: { resources: { limits: { memory: '2 gigabytes' } } } } },
    'spec.workers.extract.resources.limits',
    /^Write amounts as Kubernetes takes them|may not be more than|may not be longer/,
  ],
  [
    'a GPU without a vendor',
    { ...least, workers: { extractGpu: { resourceName: 'gpu' } } },
    'spec.workers.extractGpu.resourceName',
    /such as nvidia.com\/gpu or amd.com\/gpu\.$/,
  ],
  [
    'a GPU pod that ends at once',
    { ...least, workers: { extractGpu: { idleSeconds: 0 } } },
    'spec.workers.extractGpu.idleSeconds',
    /greater than or equal to 5|>=5/,
  ],
  [
    'a wait of a week for a GPU',
    { ...least, workers: { extractGpu: { fallbackSeconds: 604800 } } },
    'spec.workers.extractGpu.fallbackSeconds',
    /less than or equal to 86400|<=86400/,
  ],
  [
    'a label that cannot be',
    { ...least, workers: { ingest: { nodeSelector: { zone: 'a b' } } } },
    'spec.workers.ingest.nodeSelector',
    /^Write labels as Kubernetes takes them/,
  ],
  [
    'a model over http',
    { ...least, models: { items: [{ name: 'm', source: 'http://example.org/m.onnx', sha256 }] } },
    'spec.models.items[0].source',
    /^Write bundled, or the address of the model with https:\/\//,
  ],
  [
    'a model without its hash',
    { ...least, models: { items: [{ name: 'm', source: 'bundled' }] } },
    'spec.models.items[0].sha256',
    /^Required value$|expected string/,
  ],
  [
    'a model with half a hash',
    { ...least, models: { items: [{ name: 'm', source: 'bundled', sha256: 'abc' }] } },
    'spec.models.items[0].sha256',
    /^Write the SHA-256 of the model file as 64 small hexadecimal digits/,
  ],
  ['audio from nowhere', { ...least, audio: {} }, 'spec.audio', /^Choose where the audio lies: write exactly one/],
  [
    'audio from two places',
    { ...least, audio: { nfs: { server: 'nas', path: '/m' }, persistentVolumeClaim: { claimName: 'm' } } },
    'spec.audio',
    /^Choose where the audio lies/,
  ],
  [
    'a relative folder of NFS',
    { ...least, audio: { nfs: { server: 'nas', path: 'music' } } },
    'spec.audio.nfs.path',
    /^Write the exported folder from its root/,
  ],
  [
    'an excerpt of a day',
    { ...least, audio: { nfs: { server: 'nas', path: '/m' }, excerptSeconds: 86400 } },
    'spec.audio.excerptSeconds',
    /less than or equal to 3600|<=3600/,
  ],
  [
    'a look every zero minutes',
    { ...least, schedules: { listensMinutes: 0 } },
    'spec.schedules.listensMinutes',
    /greater than or equal to 1|>=1/,
  ],
  [
    'Google without an address',
    { ...least, auth: { google: { secretName: 'google' } } },
    'spec',
    /^Google sends people back to an address: write publicUrl or site.ingress.host/,
  ],
  [
    'a service without a scheme',
    { ...least, services: { lastfmUrl: 'ws.audioscrobbler.com' } },
    'spec.services.lastfmUrl',
    /^Write a whole address without query/,
  ],
  [
    'an e-mail address',
    { ...least, services: { contact: 'mail@example.org' } },
    'spec.services.contact',
    /no e-mail address\.$/,
  ],
  [
    'a schedule of four fields',
    { ...least, backup: { schedule: '0 3 * *' } },
    'spec.backup.schedule',
    /five fields of cron \(minute hour day month weekday\), such as 0 3 \* \* \*, or @daily\.$/,
  ],
  [
    'a schedule in words',
    { ...least, backup: { schedule: 'every day' } },
    'spec.backup.schedule',
    /^Write the schedule in the five fields of cron/,
  ],
  [
    'backups of which none is kept',
    { ...least, backup: { schedule: '@daily', keep: 0 } },
    'spec.backup.keep',
    /greater than or equal to 1|>=1/,
  ],
  [
    'a backup in another folder',
    { ...least, restoreFrom: { backup: '../other' } },
    'spec.restoreFrom.backup',
    /^Write the name of a backup without a folder/,
  ],
  [
    'hibernating and restoring',
    { ...least, hibernate: true, restoreFrom: { backup: 'b' } },
    'spec',
    'A hibernating installation cannot restore: set hibernate to false, or take restoreFrom away.',
  ],
  [
    'a deadline of a second',
    { ...least, rollout: { deadlineSeconds: 1 } },
    'spec.rollout.deadlineSeconds',
    /greater than or equal to 30|>=30/,
  ],
];

let namespace: TestNamespace;
beforeAll(async () => {
  namespace = await makeNamespace();
});
afterAll(() => namespace.remove());

function object(spec: object, name = 'home') {
  return { apiVersion: API_VERSION, kind: 'SideTrack', metadata: { name }, spec };
}
const dryRun = '?dryRun=All&fieldValidation=Strict';

describe('a SideTrack that the API server takes', () => {
  it.each(good)('%s, with the defaults that the operator fills', async (_, spec) => {
    const { code, body } = await namespace.send('POST', 'sidetracks', object(spec), dryRun);
    expect([code, body.message]).toEqual([201, undefined]);
    expect(body.spec).toEqual(parseSideTrackSpec(spec));
  });
});

describe('a SideTrack that the API server refuses', () => {
  it.each(bad)('%s', async (_, spec, field, remedy) => {
    const answer = await namespace.send('POST', 'sidetracks', object(spec), dryRun);
    expect(answer.code).toBe(422);
    const said = sentences(answer).filter((__, index) => answer.body.details?.causes?.[index]?.field === field);
    expect(said).toContainEqual(typeof remedy === 'string' ? remedy : expect.stringMatching(remedy));

    const problems = problemsOf(spec);
    const fields = problems.filter((problem) => problem.field === field.replaceAll(/\[(\d+)\]/g, '.$1'));
    expect(fields.map(({ message }) => message)).toContainEqual(
      typeof remedy === 'string' ? remedy : expect.stringMatching(remedy),
    );
  });

  it.each([
    ['two words', 'Home'],
    ['a dot', 'home.lab'],
    ['a digit first', '1home'],
    ['41 characters', 'a'.repeat(41)],
  ])('a name with %s, since the names of the parts are made from it', async (_, name) => {
    const answer = await namespace.send('POST', 'sidetracks', object(least, name), dryRun);
    expect(answer.code).toBe(422);
    if (name !== 'Home')
      expect(sentences(answer).join(' ')).toContain('write metadata.name with at most 40 small letters');
  });

  it('two models of one name', async () => {
    const model = { name: 'm', source: 'bundled', sha256 };
    const spec = { ...least, models: { items: [model, model] } };
    const { code, body } = await namespace.send('POST', 'sidetracks', object(spec), dryRun);
    expect([code, body.message]).toEqual([
      422,
      expect.stringContaining('spec.models.items[1]: Duplicate value: {"name":"m"}'),
    ]);
    expect(problemsOf(spec).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Each model has a name of its own/),
    ]);
  });

  it('nothing at all, told what to write', async () => {
    const answer = await namespace.send('POST', 'sidetracks', object({}), dryRun);
    expect(sentences(answer)).toEqual([
      expect.stringMatching(/^Choose one database: write/),
      expect.stringMatching(/^Choose one Temporal: write/),
    ]);
    expect(sentences(await namespace.send('POST', 'sidetracks', { ...object({}), spec: undefined }, dryRun))).toEqual([
      'Write a spec with at least database: {embedded: {}} and temporal: {embedded: {}}.',
    ]);
  });

  it('a field that is written wrong', async () => {
    const answer = await namespace.send('POST', 'sidetracks', object({ ...least, databse: {} }), dryRun);
    expect(answer.code).toBe(400);
    expect(answer.body.message).toContain('unknown field "spec.databse"');
    expect(problemsOf({ ...least, databse: {} })).not.toEqual([]);
  });
});

function problemsOf(spec: unknown): readonly { field: string; message: string }[] {
  try {
    parseSideTrackSpec(spec);
    return [];
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
}
