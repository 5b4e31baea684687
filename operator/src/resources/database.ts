import type { V1EnvVar, V1SecretKeySelector } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';

/** Port of every PostgreSQL that the operator makes. */
export const POSTGRES_PORT = 5432;
/** The database of the facts, in a PostgreSQL that the operator makes. */
export const DATABASE = 'sidetrack';
/** Role that owns the tables, migrates, makes backups and restores them. */
export const OWNER_ROLE = 'sidetrack';
/** Role that the product works as. It owns nothing, so that row-level security holds for it. */
export const APPLICATION_ROLE = 'sidetrack_app';

/** Where the database listens. `encrypted` is TLS without a look at the certificate, `verified` with (libpq's sslmode). */
export interface DatabaseEndpoint {
  readonly host: string;
  readonly port: number;
  readonly tls: 'off' | 'encrypted' | 'verified';
}

/** An external database's Secret holds something else than the URL of a PostgreSQL. */
export class DatabaseUrlError extends Error {
  readonly remedy: string;

  constructor(secretName: string, problem: string) {
    super(`The key ownerUrl of the Secret ${secretName} ${problem}.`);
    this.name = 'DatabaseUrlError';
    this.remedy = 'Write it as postgresql://owner:password@host:5432/database?sslmode=require.';
  }
}

/**
 * Where the installation's database listens.
 * @param externalOwnerUrl what the Secret of an external database holds under `ownerUrl`
 * @throws {DatabaseUrlError} when that is missing or no URL of a PostgreSQL
 */
export function databaseEndpoint(installation: Installation, externalOwnerUrl?: string): DatabaseEndpoint {
  const { database } = installation.spec;
  if (database.external !== undefined) return parseEndpoint(database.external.secretName, externalOwnerUrl);
  const service = installation.childName(database.cnpg === undefined ? 'postgres' : 'postgres-rw');
  return { host: service, port: POSTGRES_PORT, tls: 'off' };
}

/** The URL of the owner, as an environment variable taken from its Secret. */
export function ownerUrlVariable(installation: Installation, name: string): V1EnvVar {
  return { name, valueFrom: { secretKeyRef: ownerUrlKey(installation) } };
}

/** Image with the client programs (psql, pg_dump, pg_restore): the database's own, where the operator chooses that. */
export function clientImage({ spec: { database } }: Installation): string {
  return database.embedded?.image ?? (database.cnpg ?? database.external)?.clientImage ?? '';
}

/** The user `postgres` of the official image and of those that keep to its contract. */
export const POSTGRES_USER = 999;

function ownerUrlKey(installation: Installation): V1SecretKeySelector {
  const { external } = installation.spec.database;
  const name = external?.secretName ?? installation.childName('credentials');
  return { name, key: 'ownerUrl' };
}

function parseEndpoint(secretName: string, text: string | undefined): DatabaseEndpoint {
  if (text === undefined || text === '') throw new DatabaseUrlError(secretName, 'is missing');
  if (!URL.canParse(text)) throw new DatabaseUrlError(secretName, 'is not a URL');
  const url = new URL(text);
  if (!['postgresql:', 'postgres:'].includes(url.protocol) || url.hostname === '')
    throw new DatabaseUrlError(secretName, 'is not the URL of a PostgreSQL');
  const port = url.port === '' ? POSTGRES_PORT : Number(url.port);
  return { host: url.hostname, port, tls: tlsOf(url.searchParams.get('sslmode')) };
}

function tlsOf(sslMode: string | null): DatabaseEndpoint['tls'] {
  if (sslMode === 'verify-full' || sslMode === 'verify-ca') return 'verified';
  return sslMode === 'require' ? 'encrypted' : 'off';
}
