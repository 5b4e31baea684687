import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { z } from 'zod';
import * as as from './parsers.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** How a value may be shown: as it is, as a URL without its password, or not at all. */
type Shown = 'plain' | 'url' | 'secret';

export interface Setting<Schema extends z.ZodType = z.ZodType, Required extends boolean = boolean> {
  readonly name: string;
  readonly purpose: string;
  readonly schema: Schema;
  readonly shown: Shown;
  /** The value without the variable, as text that goes through the same schema; null: the setting stays undefined. */
  readonly fallback: Required extends true ? (env: Env) => string : null;
  readonly fallbackText: string;
}

/** Every variable that SideTrack reads. A property of `Settings` is named as its row here. */
export const settingsTable = {
  mode: row(
    'SIDETRACK_MODE',
    'laptop (one local user, loopback, no sign-in) or hosted',
    as.oneOf('laptop', 'hosted'),
    'laptop',
  ),
  dataDir: row(
    'SIDETRACK_DATA_DIR',
    'where the installation keeps its database and imports',
    as.absolutePath,
    dataDir,
    '~/.local/share/sidetrack',
  ),
  cacheDir: row(
    'SIDETRACK_CACHE_DIR',
    'where downloads that can be had again are kept',
    as.absolutePath,
    cacheDir,
    '~/.cache/sidetrack',
  ),
  databaseUrl: optional(
    'SIDETRACK_DATABASE_URL',
    'PostgreSQL as the application role; without it `sidetrack up` starts its own',
    as.postgresUrl,
    'url',
  ),
  databaseOwnerUrl: optional(
    'SIDETRACK_DATABASE_OWNER_URL',
    'PostgreSQL as the owner of the tables, who migrates',
    as.postgresUrl,
    'url',
  ),
  temporalAddress: optional(
    'SIDETRACK_TEMPORAL_ADDRESS',
    'Temporal front end; without it `sidetrack up` starts its own',
    as.hostAndPort,
  ),
  temporalNamespace: row('SIDETRACK_TEMPORAL_NAMESPACE', 'Temporal namespace', as.text, 'default'),
  temporalTlsCa: optional(
    'SIDETRACK_TEMPORAL_TLS_CA',
    'file with the certificates that Temporal must show one of; without any of these four, no TLS',
    as.absolutePath,
  ),
  temporalTlsCert: optional(
    'SIDETRACK_TEMPORAL_TLS_CERT',
    'file with the certificate shown to Temporal',
    as.absolutePath,
  ),
  temporalTlsKey: optional('SIDETRACK_TEMPORAL_TLS_KEY', 'file with the key of that certificate', as.absolutePath),
  temporalServerName: optional(
    'SIDETRACK_TEMPORAL_SERVER_NAME',
    "name in Temporal's certificate, where it is not that of its address",
    as.hostName,
  ),
  temporalCli: optional(
    'SIDETRACK_TEMPORAL_CLI',
    'the `temporal` program that `sidetrack up` starts; without it PATH and the cache are searched',
    as.absolutePath,
  ),
  temporalUiUrl: optional('SIDETRACK_TEMPORAL_UI_URL', "Temporal's own pages, linked from the dashboard", as.httpUrl),
  redisUrl: optional(
    'SIDETRACK_REDIS_URL',
    'Redis for limits and cached answers; without it they are kept in memory',
    as.redisUrl,
    'url',
  ),
  host: row('SIDETRACK_HOST', 'address that the API and the site listen on', as.hostName, '127.0.0.1'),
  apiPort: row('SIDETRACK_API_PORT', 'port of the API', as.wholeNumber(0, 65_535), '8000'),
  sitePort: row('SIDETRACK_SITE_PORT', 'port of the dashboard', as.wholeNumber(0, 65_535), '8080'),
  probePort: optional(
    'SIDETRACK_PROBE_PORT',
    'port on which the API and workers tell how they are (/healthz, /readyz) and their metrics (/metrics)',
    as.wholeNumber(0, 65_535),
  ),
  publicUrl: optional('SIDETRACK_PUBLIC_URL', 'address of the dashboard as its users see it', as.httpUrl),
  listenbrainzUrl: row(
    'SIDETRACK_LISTENBRAINZ_URL',
    'ListenBrainz, or a service with the same API',
    as.httpUrl,
    'https://api.listenbrainz.org',
  ),
  listenbrainzUser: optional('SIDETRACK_LISTENBRAINZ_USER', 'ListenBrainz name of the local user', as.text),
  listenbrainzToken: optional('SIDETRACK_LISTENBRAINZ_TOKEN', "the local user's ListenBrainz token", as.text, 'secret'),
  musicbrainzUrl: row(
    'SIDETRACK_MUSICBRAINZ_URL',
    'MusicBrainz, or a mirror of it',
    as.httpUrl,
    'https://musicbrainz.org',
  ),
  musicbrainzRate: row(
    'SIDETRACK_MUSICBRAINZ_RATE',
    'requests a second to MusicBrainz, for the whole installation',
    as.positiveNumber(100),
    '1.0',
  ),
  lastfmUrl: row('SIDETRACK_LASTFM_URL', 'Last.fm API', as.endpointUrl, 'https://ws.audioscrobbler.com/2.0/'),
  lastfmApiKey: optional(
    'SIDETRACK_LASTFM_API_KEY',
    'Last.fm API key; without it neither tags nor accounts at Last.fm are read',
    as.text,
    'secret',
  ),
  lastfmApiSecret: optional('SIDETRACK_LASTFM_API_SECRET', 'Last.fm shared secret', as.text, 'secret'),
  contact: optional(
    'SIDETRACK_CONTACT',
    'e-mail or page named in the User-Agent, so that services can reach you',
    as.text,
  ),
  audioDir: optional('SIDETRACK_AUDIO_DIR', 'music folder of the local user', as.absolutePath),
  gpuFallbackSeconds: row(
    'SIDETRACK_GPU_FALLBACK_SECONDS',
    'seconds that work for a GPU waits for one before a CPU takes it',
    as.wholeNumber(1, 86_400),
    '600',
  ),
  workerBuildId: optional(
    'SIDETRACK_WORKER_BUILD_ID',
    'version under which a worker of workflows registers with Temporal; without it, it is unversioned',
    as.buildId,
  ),
  excerptSeconds: row(
    'SIDETRACK_EXCERPT_SECONDS',
    'length of the excerpt that is measured; 0 measures whole tracks',
    as.wholeNumber(0, 3600),
    '0',
  ),
  excerptFrom: row(
    'SIDETRACK_EXCERPT_FROM',
    'where that excerpt is taken: first, middle or loudest',
    as.oneOf('first', 'middle', 'loudest'),
    'middle',
  ),
  embeddingModels: row(
    'SIDETRACK_EMBEDDING_MODELS',
    'embedding models divided by commas, or none',
    as.modelNames,
    'musicnn-msd',
  ),
  stems: row('SIDETRACK_STEMS', 'separate stems before measuring (slow)', as.yesOrNo, 'false'),
  modelsDir: row(
    'SIDETRACK_MODELS_DIR',
    'where `sidetrack models add` keeps models',
    as.absolutePath,
    modelsDir,
    'models in the data folder',
  ),
  modelMemoryMegabytes: row(
    'SIDETRACK_MODEL_MEMORY_MB',
    'memory that a model may take for the parts of a track that it runs together, in megabytes',
    as.wholeNumber(1, 1_000_000),
    '512',
  ),
  device: row(
    'SIDETRACK_DEVICE',
    'where models run: cpu, cuda (the CPU where that fails), or auto (CUDA where it is there)',
    as.oneOf('auto', 'cpu', 'cuda'),
    'auto',
  ),
  extractWorkers: row(
    'SIDETRACK_EXTRACT_WORKERS',
    'processes that measure audio',
    as.wholeNumber(1, 256),
    spareCores,
    'one less than the cores',
  ),
  ingestIntervalMinutes: row(
    'SIDETRACK_INGEST_INTERVAL_MINUTES',
    'minutes between two pulls of new listens',
    as.wholeNumber(1, 525_600),
    '1',
  ),
  tagsIntervalMinutes: row(
    'SIDETRACK_TAGS_INTERVAL_MINUTES',
    'minutes between two looks for missing tags',
    as.wholeNumber(1, 525_600),
    '30',
  ),
  aggregateIntervalMinutes: row(
    'SIDETRACK_AGGREGATE_INTERVAL_MINUTES',
    'minutes between two full aggregations of weeks',
    as.wholeNumber(1, 525_600),
    '1440',
  ),
  timeZone: row('SIDETRACK_TIME_ZONE', 'time zone in which weeks begin', as.timeZone, systemTimeZone, "the system's"),
  importMaxMegabytes: row(
    'SIDETRACK_IMPORT_MAX_MB',
    'largest export file that the API takes, in megabytes',
    as.wholeNumber(1, 1_000_000),
    '4096',
  ),
  logLevel: row(
    'SIDETRACK_LOG_LEVEL',
    'least level that is logged',
    as.oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    'info',
  ),
  downloads: row(
    'SIDETRACK_DOWNLOADS',
    'what setting up may fetch from: any place, or package registries only',
    as.oneOf('any', 'registries'),
    'any',
  ),
  token: optional(
    'SIDETRACK_TOKEN',
    'API token that the `sidetrack` command sends to the installation',
    as.text,
    'secret',
  ),
  serviceToken: optional(
    'SIDETRACK_SERVICE_TOKEN',
    'opens /internal/v1 of the API to the operator; without it there is no such path',
    as.secretKey,
    'secret',
  ),
  secretKey: optional(
    'SIDETRACK_SECRET_KEY',
    'encrypts the credentials of outside services at rest',
    as.secretKey,
    'secret',
  ),
  googleClientId: optional(
    'SIDETRACK_GOOGLE_CLIENT_ID',
    'Google OAuth client for sign-in on a hosted installation; without it people show a token',
    as.text,
  ),
  googleClientSecret: optional('SIDETRACK_GOOGLE_CLIENT_SECRET', 'secret of that client', as.text, 'secret'),
  googleIssuer: row(
    'SIDETRACK_GOOGLE_ISSUER',
    'who signs people in: Google, or another OpenID Connect provider',
    as.guardedUrl,
    'https://accounts.google.com',
  ),
  signUpAllow: optional(
    'SIDETRACK_SIGN_UP_ALLOW',
    'who may sign up: e-mail addresses and @domains divided by commas or lines, or * for everybody; without it nobody',
    as.allowList,
    'secret',
  ),
  proxyHops: row(
    'SIDETRACK_PROXY_HOPS',
    'proxies in front of the site that write X-Forwarded-For, by which sign-in is limited by address',
    as.wholeNumber(0, 9),
    '0',
  ),
};

function row<Schema extends z.ZodType>(
  name: string,
  purpose: string,
  schema: Schema,
  ...fallback: Fallback
): Setting<Schema, true> {
  const [value, described] = fallback;
  const find = typeof value === 'string' ? () => value : value;
  return { name, purpose, schema, shown: 'plain', fallback: find, fallbackText: described ?? find({}) };
}

type Fallback = [value: string] | [find: (env: Env) => string, described: string];

function optional<Schema extends z.ZodType>(
  name: string,
  purpose: string,
  schema: Schema,
  shown: Shown = 'plain',
): Setting<Schema, false> {
  return { name, purpose, schema, shown, fallback: null, fallbackText: '' };
}

function dataDir(env: Env): string {
  return join(env.XDG_DATA_HOME ?? join(env.HOME ?? homedir(), '.local', 'share'), 'sidetrack');
}

function cacheDir(env: Env): string {
  return join(env.XDG_CACHE_HOME ?? join(env.HOME ?? homedir(), '.cache'), 'sidetrack');
}

function modelsDir(env: Env): string {
  return resolve(env.SIDETRACK_DATA_DIR || dataDir(env), 'models');
}

function spareCores(): string {
  return String(Math.max(1, availableParallelism() - 1));
}

function systemTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
