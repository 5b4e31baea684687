import { createHash } from 'node:crypto';
import type { TenantSpec } from '../api/index.ts';
import type { TenantBody } from '../installation-api/index.ts';

/** Values of the Secrets that a Tenant names, each with what tells one version of it from another. */
export interface TenantSecrets {
  readonly listenbrainzToken: SecretValue | null;
  readonly lastfmSessionKey: SecretValue | null;
}

export interface SecretValue {
  readonly value: string;
  /** Changes whenever the Secret does. */
  readonly version: string;
}

/** Key of a Tenant in its installation. */
export function tenantKey({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}.${name}`;
}

/** What the installation is told of a listener. */
export function tenantBody(name: string, spec: TenantSpec, secrets: TenantSecrets): TenantBody {
  const { listenbrainz, lastfm } = spec;
  return {
    handle: spec.handle ?? name,
    displayName: spec.displayName ?? null,
    timeZone: spec.timeZone,
    listenbrainz: listenbrainz ? { user: listenbrainz.user, token: secrets.listenbrainzToken?.value ?? null } : null,
    lastfm: lastfm ? { user: lastfm.user, sessionKey: secrets.lastfmSessionKey?.value ?? null } : null,
    audioSubPath: spec.audioSubPath ?? null,
    options: { ...spec.options },
    quotas: quotasOf(spec),
    suspended: spec.suspended,
  };
}

function quotasOf({ quotas: { maxTracks, maxListens, maxImportMegabytes } }: TenantSpec): TenantBody['quotas'] {
  return {
    maxTracks: maxTracks ?? null,
    maxListens: maxListens ?? null,
    maxImportMegabytes: maxImportMegabytes ?? null,
  };
}

/** Tells whether the installation was already told this. The Secrets count by their versions: no hash of a secret goes into a status. */
export function appliedHash(name: string, spec: TenantSpec, secrets: TenantSecrets): string {
  const versions = [secrets.listenbrainzToken?.version ?? null, secrets.lastfmSessionKey?.version ?? null];
  const body = tenantBody(name, spec, { listenbrainzToken: null, lastfmSessionKey: null });
  return createHash('sha256')
    .update(JSON.stringify([body, versions]))
    .digest('hex')
    .slice(0, 16);
}
