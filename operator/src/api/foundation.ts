import { z } from 'zod';
import { imageReference, objectName, resources, storageClassName, storageSize } from './fields.ts';
import { exactlyOne, field, flag, text, unchanged, whole } from './rules.ts';

const clientImage = () =>
  imageReference(
    'Image with psql, pg_dump and pg_restore, no older than the server, for backups and for setting up Temporal.',
  ).default('docker.io/library/postgres:18');

const embeddedDatabase = field(
  z.strictObject({
    image: imageReference('Image of PostgreSQL, of the contract of the official image.').default(
      'docker.io/library/postgres:18',
    ),
    storage: storageSize('Size of the volume. It may grow where the storage class allows it.').default('10Gi'),
    storageClassName: storageClassName().optional(),
    resources: resources('Resources of the PostgreSQL container.').optional(),
  }),
  'A PostgreSQL that the operator runs as a StatefulSet of one pod. Its volume is kept when the installation is deleted.',
  [
    unchanged(
      'storageClassName',
      'A volume keeps its class: put storageClassName back, or make a new installation and restore a backup into it.',
    ),
  ],
);

const cnpgDatabase = field(
  z.strictObject({
    instances: whole('Instances of PostgreSQL; two or more give failover.', 1, 9).default(1),
    storage: storageSize('Size of the volume of each instance.').default('10Gi'),
    storageClassName: storageClassName().optional(),
    imageName: imageReference("Image of PostgreSQL for CloudNativePG; absent takes that operator's own.").optional(),
    clientImage: clientImage(),
  }),
  'A Cluster of CloudNativePG, whose operator must be installed.',
  [
    unchanged(
      'storageClassName',
      'A volume keeps its class: put storageClassName back, or make a new installation and restore a backup into it.',
    ),
  ],
);

const externalDatabase = field(
  z.strictObject({
    secretName: objectName(
      'Secret with the keys url (role of the application, which owns no table) and ownerUrl (role that migrates).',
    ),
    clientImage: clientImage(),
  }),
  'A PostgreSQL 16 or newer that others run.',
);

/** What an absent or doubled database is answered with. */
export const ONE_DATABASE =
  'Choose one database: write exactly one of embedded: {}, cnpg: {} and external: {secretName: …}.';

/** Where the facts are kept. The kind cannot be changed, since the data would stay behind. */
export const database = field(
  z.strictObject({
    embedded: embeddedDatabase.optional(),
    cnpg: cnpgDatabase.optional(),
    external: externalDatabase.optional(),
  }),
  'Where all facts are kept: exactly one of embedded, cnpg and external. The kind cannot be changed later.',
  [
    exactlyOne(['embedded', 'cnpg', 'external'], ONE_DATABASE),
    {
      cel: "['embedded', 'cnpg', 'external'].all(kind, (kind == 'embedded' ? has(self.embedded) == has(oldSelf.embedded) : kind == 'cnpg' ? has(self.cnpg) == has(oldSelf.cnpg) : has(self.external) == has(oldSelf.external)))",
      message:
        'The kind of the database cannot be changed: put the old one back, or make a new installation and restore a backup into it.',
    },
  ],
);

const externalCache = field(
  z.strictObject({ secretName: objectName('Secret with the key url (redis:// or rediss://).') }),
  'A Redis that others run, in place of the own one.',
);

/** Redis caches, limits and fans out; nothing in it matters. */
export const cache = field(
  z.strictObject({
    enabled: flag('Without Redis the API does the same in memory, which serves one replica of it.').default(true),
    image: imageReference('Image of Redis.').default('docker.io/library/redis:8'),
    resources: resources('Resources of the Redis container.').optional(),
    external: externalCache.optional(),
  }),
  'The cache. Nothing in it matters: it may be lost at any time.',
  [
    {
      cel: 'self.enabled || !has(self.external)',
      message: 'An external cache is only used when the cache is enabled: set enabled to true, or take external away.',
      holds: ({ enabled, external }) => enabled || external === undefined,
    },
  ],
);

const temporalImages = field(
  z.strictObject({
    server: imageReference("Image of Temporal's server.").default('docker.io/temporalio/server:1.32.1'),
    tools: imageReference("Image of Temporal's admin tools, which set up its schema.").default(
      'docker.io/temporalio/admin-tools:1.32.1',
    ),
    ui: imageReference("Image of Temporal's UI.").default('docker.io/temporalio/ui:2.54.1'),
  }),
  'The images of Temporal.',
);

const embeddedTemporal = field(
  z.strictObject({
    images: temporalImages.prefault({}),
    historyShards: field(z.int().min(1).max(4096), 'Shards of its history. They cannot be changed later.', [
      { cel: 'self == oldSelf', message: 'The history shards of Temporal cannot be changed: put the old number back.' },
    ]).default(4),
    ui: flag(
      "Runs Temporal's UI, which shows every run. It is reached by port-forward, never through the site.",
    ).default(true),
    resources: resources("Resources of the server's container.").optional(),
  }),
  'A real Temporal server on the same PostgreSQL.',
);

const externalTemporal = field(
  z.strictObject({
    address: text('Address of its frontend, host:port.', {
      max: 260,
      pattern: '^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?:[0-9]{1,5}$',
      message: 'Write the address of Temporal as host:port without a scheme, such as temporal.example.org:7233.',
    }),
    namespace: text('Its namespace, which must be there.', {
      max: 255,
      pattern: '^[A-Za-z0-9][-A-Za-z0-9_.]*$',
      message: 'Write the name of a namespace of Temporal, such as default or sidetrack.abc12.',
    }).default('default'),
    tlsSecretName: objectName(
      'Secret for TLS, with the keys ca.crt (own authority) and tls.crt and tls.key (client certificate); absent means no TLS.',
    ).optional(),
    serverName: text('Name that its certificate is checked against, where it is not the host of the address.', {
      max: 253,
      pattern: '^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$',
      message: 'Write the host name in the certificate of Temporal, such as temporal.example.org.',
    }).optional(),
  }),
  'A Temporal that others run.',
  [
    {
      cel: '!has(self.serverName) || has(self.tlsSecretName)',
      message: 'serverName is checked by TLS: write tlsSecretName beside it, or take serverName away.',
      holds: ({ serverName, tlsSecretName }) => serverName === undefined || tlsSecretName !== undefined,
    },
  ],
);

/** What an absent or doubled Temporal is answered with. */
export const ONE_TEMPORAL = 'Choose one Temporal: write exactly one of embedded: {} and external: {address: …}.';

/** What makes the work durable and visible. */
export const temporal = field(
  z.strictObject({ embedded: embeddedTemporal.optional(), external: externalTemporal.optional() }),
  'What makes the work durable and visible: exactly one of embedded and external.',
  [exactlyOne(['embedded', 'external'], ONE_TEMPORAL)],
);
