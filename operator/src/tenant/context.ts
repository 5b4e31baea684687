import type { Tenant } from '../api/index.ts';
import type { InstallationApis } from '../installation-api/index.ts';
import type { Cluster, Watched } from '../runtime/index.ts';
import type { TenantSecrets } from './body.ts';
import type { Listings } from './listings.ts';
import type { Refusal } from './refusal.ts';

export interface TenantDeps {
  readonly cluster: Pick<Cluster, 'get' | 'apply' | 'patchStatus' | 'patchMetadata' | 'record'>;
  readonly watched: Pick<Watched, 'sidetracks' | 'tenants'>;
  readonly apis: InstallationApis;
  readonly now: () => Date;
  /** From 0 to 1, for spreading the looks at many Tenants. */
  readonly random: () => number;
  /** How often a Tenant that is as it should be is looked at, in seconds; 60 unless given. */
  readonly lookEverySeconds?: number;
}

/**
 * What one operator process remembers of a Tenant. Nothing rests on it but the number of requests: without it everything is read and
 * asked again.
 */
export interface TenantMemory {
  readonly uid: string;
  secrets?: { readonly read: TenantSecrets; readonly at: Date; readonly generation: number };
  /** When the installation was last told of the listener. */
  toldAt?: Date;
  hasFinalizer?: boolean;
  refusal?: Refusal;
  /** When the Secret with the API token was last seen to be there, and for which listener. */
  token?: { readonly name: string; readonly userId: string; readonly at: Date };
  purgeAskedAt?: Date;
}

export interface TenantContext extends TenantDeps {
  readonly lookEverySeconds: number;
  readonly tenant: Tenant;
  readonly memory: TenantMemory;
  readonly listings: Listings;
  readonly signal: AbortSignal;
}

export function secondsSince(then: Date, now: Date): number {
  return (now.getTime() - then.getTime()) / 1000;
}
