import type { V1EnvVar } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';
import { PROBE_PORT } from './probe-port.ts';

/** The processes of the product that read settings. The site reads its own few (see site.ts). */
export type ProductPart = 'api' | 'worker' | 'migrate';

/** The settings of one of the product's pods, in the order of the table below; secrets by reference, never by value. */
export function productEnvironment(installation: Installation, part: ProductPart): V1EnvVar[] {
  return table.flatMap(({ name, parts, value }): V1EnvVar[] => {
    if (!parts.includes(part)) return [];
    const given = value(installation);
    if (given === undefined) return [];
    return [typeof given === 'string' ? { name, value: given } : { name, valueFrom: { secretKeyRef: given } }];
  });
}

/** Address under which browsers reach the site; undefined when nobody said. */
export function publicUrl({ spec }: Installation): string | undefined {
  const { ingress } = spec.site;
  if (spec.publicUrl !== undefined) return spec.publicUrl.replace(/\/$/, '');
  if (ingress === undefined) return undefined;
  const hasTls = ingress.tlsSecretName !== undefined || ingress.clusterIssuer !== undefined;
  return `${hasTls ? 'https' : 'http'}://${ingress.host}`;
}

/** Where the audio is mounted, read-only, in the pods that scan and extract. */
export const AUDIO_PATH = '/audio';
/** Where the certificates of an external Temporal are mounted. */
export const TEMPORAL_TLS_PATH = '/etc/sidetrack/temporal-tls';
/** Room for files in passing; what must outlive a pod goes to the database. */
export const DATA_PATH = '/data';

interface Row {
  readonly name: string;
  readonly parts: readonly ProductPart[];
  readonly value: (installation: Installation) => string | SecretKey | undefined;
}

interface SecretKey {
  readonly name: string;
  readonly key: string;
}

const all: readonly ProductPart[] = ['api', 'worker', 'migrate'];
const serving: readonly ProductPart[] = ['api', 'worker'];
const api: readonly ProductPart[] = ['api'];
const migrate: readonly ProductPart[] = ['migrate'];

const table: readonly Row[] = [
  { name: 'SIDETRACK_MODE', parts: all, value: () => 'hosted' },
  { name: 'SIDETRACK_HOST', parts: serving, value: () => '0.0.0.0' },
  { name: 'SIDETRACK_PROBE_PORT', parts: serving, value: () => String(PROBE_PORT) },
  { name: 'SIDETRACK_DATABASE_URL', parts: all, value: (of) => databaseKey(of, 'databaseUrl', 'url') },
  { name: 'SIDETRACK_DATABASE_OWNER_URL', parts: migrate, value: (of) => databaseKey(of, 'ownerUrl', 'ownerUrl') },
  { name: 'SIDETRACK_REDIS_URL', parts: api, value: redisKey },
  { name: 'SIDETRACK_TEMPORAL_ADDRESS', parts: serving, value: temporalAddress },
  { name: 'SIDETRACK_TEMPORAL_NAMESPACE', parts: serving, value: temporalNamespace },
  { name: 'SIDETRACK_TEMPORAL_TLS_CA', parts: serving, value: tlsFile('ca.crt') },
  { name: 'SIDETRACK_TEMPORAL_TLS_CERT', parts: serving, value: tlsFile('tls.crt') },
  { name: 'SIDETRACK_TEMPORAL_TLS_KEY', parts: serving, value: tlsFile('tls.key') },
  { name: 'SIDETRACK_TEMPORAL_SERVER_NAME', parts: serving, value: ({ spec }) => spec.temporal.external?.serverName },
  { name: 'SIDETRACK_SERVICE_TOKEN', parts: api, value: credential('serviceToken') },
  { name: 'SIDETRACK_SECRET_KEY', parts: serving, value: credential('secretKey') },
  { name: 'SIDETRACK_PUBLIC_URL', parts: api, value: publicUrl },
  { name: 'SIDETRACK_DATA_DIR', parts: serving, value: () => DATA_PATH },
  { name: 'SIDETRACK_CACHE_DIR', parts: serving, value: () => '/tmp' },
  { name: 'SIDETRACK_AUDIO_DIR', parts: serving, value: ({ spec }) => (spec.audio ? AUDIO_PATH : undefined) },
  { name: 'SIDETRACK_EXCERPT_SECONDS', parts: serving, value: ({ spec }) => numberText(spec.audio?.excerptSeconds) },
  { name: 'SIDETRACK_EXCERPT_FROM', parts: serving, value: ({ spec }) => spec.audio?.excerptFrom },
  { name: 'SIDETRACK_STEMS', parts: serving, value: ({ spec }) => (spec.audio?.stems ? 'true' : undefined) },
  { name: 'SIDETRACK_EMBEDDING_MODELS', parts: serving, value: modelNames },
  {
    name: 'SIDETRACK_GPU_FALLBACK_SECONDS',
    parts: serving,
    value: ({ spec }) =>
      spec.workers.extractGpu.max > 0 ? String(spec.workers.extractGpu.fallbackSeconds) : undefined,
  },
  {
    name: 'SIDETRACK_INGEST_INTERVAL_MINUTES',
    parts: serving,
    value: ({ spec }) => String(spec.schedules.listensMinutes),
  },
  { name: 'SIDETRACK_TAGS_INTERVAL_MINUTES', parts: serving, value: ({ spec }) => String(spec.schedules.tagsMinutes) },
  {
    name: 'SIDETRACK_AGGREGATE_INTERVAL_MINUTES',
    parts: serving,
    value: ({ spec }) => String(spec.schedules.aggregateMinutes),
  },
  { name: 'SIDETRACK_LISTENBRAINZ_URL', parts: serving, value: ({ spec }) => spec.services.listenbrainzUrl },
  { name: 'SIDETRACK_MUSICBRAINZ_URL', parts: serving, value: ({ spec }) => spec.services.musicbrainzUrl },
  { name: 'SIDETRACK_LASTFM_URL', parts: serving, value: ({ spec }) => spec.services.lastfmUrl },
  {
    name: 'SIDETRACK_LASTFM_API_KEY',
    parts: serving,
    value: ({ spec }) => keyOf(spec.services.lastfmSecretName, 'apiKey'),
  },
  {
    name: 'SIDETRACK_LASTFM_API_SECRET',
    parts: serving,
    value: ({ spec }) => keyOf(spec.services.lastfmSecretName, 'apiSecret'),
  },
  { name: 'SIDETRACK_CONTACT', parts: serving, value: ({ spec }) => spec.services.contact },
  {
    name: 'SIDETRACK_GOOGLE_CLIENT_ID',
    parts: api,
    value: ({ spec }) => keyOf(spec.auth?.google?.secretName, 'clientId'),
  },
  {
    name: 'SIDETRACK_GOOGLE_CLIENT_SECRET',
    parts: api,
    value: ({ spec }) => keyOf(spec.auth?.google?.secretName, 'clientSecret'),
  },
  {
    name: 'SIDETRACK_SIGN_UP_ALLOW',
    parts: api,
    value: ({ spec }) => keyOf(spec.auth?.allowListSecretName, 'allow-list'),
  },
];

/** Whether any model of the spec has to be fetched; bundled ones lie in the worker's image. */
export function hasFetchedModels({ spec }: Installation): boolean {
  return spec.models.items.some(({ source }) => source !== 'bundled');
}

/** `host:port` of the Temporal front end. */
export function temporalAddress(installation: Installation): string {
  return installation.spec.temporal.external?.address ?? `${installation.childName('temporal')}:7233`;
}

/** The namespace within Temporal. */
export function temporalNamespace({ spec }: Installation): string {
  return spec.temporal.external?.namespace ?? 'sidetrack';
}

function databaseKey(installation: Installation, own: string, external: string): SecretKey {
  const given = installation.spec.database.external?.secretName;
  return given === undefined ? credential(own)(installation) : { name: given, key: external };
}

function redisKey(installation: Installation): SecretKey | undefined {
  const { cache } = installation.spec;
  if (!cache.enabled) return undefined;
  return cache.external === undefined
    ? credential('redisUrl')(installation)
    : { name: cache.external.secretName, key: 'url' };
}

function credential(key: string): (installation: Installation) => SecretKey {
  return (installation) => ({ name: installation.childName('credentials'), key });
}

function keyOf(name: string | undefined, key: string): SecretKey | undefined {
  return name === undefined ? undefined : { name, key };
}

function tlsFile(file: string): Row['value'] {
  return ({ spec }) =>
    spec.temporal.external?.tlsSecretName === undefined ? undefined : `${TEMPORAL_TLS_PATH}/${file}`;
}

function modelNames({ spec }: Installation): string | undefined {
  const names = spec.models.items.map(({ name }) => name);
  return names.length === 0 ? undefined : names.join(',');
}

function numberText(value: number | undefined): string | undefined {
  return value === undefined || value === 0 ? undefined : String(value);
}
