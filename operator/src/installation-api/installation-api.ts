import type { Cluster } from '../runtime/index.ts';
import type { Door } from './request.ts';
import type { Run } from './runs.ts';
import { analyse, listRuns } from './runs.ts';
import { createServiceToken } from './service-token.ts';
import type { Deletion, PutAnswer, TenantBody, TenantState } from './tenants.ts';
import { deleteTenant, listTenants, mintToken, putTenant } from './tenants.ts';
import type { WorkerVersions } from './versions.ts';
import { getVersions, putCurrentVersion } from './versions.ts';
import type { Work } from './work.ts';
import { getWork } from './work.ts';

/** One installation's `/internal/v1`. Every call throws the errors of errors.ts and nothing else, save an aborted signal's reason. */
export interface InstallationApi {
  work(signal?: AbortSignal): Promise<Work>;
  putTenant(key: string, body: TenantBody, signal?: AbortSignal): Promise<PutAnswer>;
  tenants(signal?: AbortSignal): Promise<TenantState[]>;
  deleteTenant(key: string, policy: 'retain' | 'purge', signal?: AbortSignal): Promise<Deletion>;
  mintToken(key: string, name: string, signal?: AbortSignal): Promise<string>;
  analyse(key: string, signal?: AbortSignal): Promise<string[]>;
  runs(key: string, signal?: AbortSignal): Promise<Run[]>;
  versions(signal?: AbortSignal): Promise<WorkerVersions>;
  setCurrentVersion(buildId: string, signal?: AbortSignal): Promise<void>;
}

export interface InstallationApisOptions {
  readonly cluster: Pick<Cluster, 'get'>;
  /** `{name}` and `{namespace}` stand for those of the SideTrack, e.g. `http://{name}-api.{namespace}.svc:8000`. */
  readonly urlTemplate: string;
  readonly now: () => Date;
  readonly fetch?: typeof globalThis.fetch;
  /** 10 s unless given. */
  readonly timeoutMs?: number;
}

/** The APIs of all installations, each made once, so that its service token is read once for all who ask. */
export interface InstallationApis {
  of(installation: { readonly namespace: string; readonly name: string }): InstallationApi;
}

export function createInstallationApis(options: InstallationApisOptions): InstallationApis {
  const made = new Map<string, InstallationApi>();
  return {
    of({ namespace, name }) {
      const key = `${namespace}/${name}`;
      const api = made.get(key) ?? createInstallationApi(doorTo(namespace, name, options));
      made.set(key, api);
      return api;
    },
  };
}

const TIMEOUT_MS = 10_000;

function doorTo(namespace: string, name: string, options: InstallationApisOptions): Door {
  const { cluster, urlTemplate, now, fetch = globalThis.fetch, timeoutMs = TIMEOUT_MS } = options;
  return {
    installation: `${namespace}/${name}`,
    baseUrl: urlTemplate.replaceAll('{name}', name).replaceAll('{namespace}', namespace).replace(/\/$/, ''),
    token: createServiceToken({ cluster, namespace, name, now }),
    fetch,
    timeoutMs,
  };
}

function createInstallationApi(door: Door): InstallationApi {
  return {
    work: (signal) => getWork(door, signal),
    putTenant: (key, body, signal) => putTenant(door, key, body, signal),
    tenants: (signal) => listTenants(door, signal),
    deleteTenant: (key, policy, signal) => deleteTenant(door, key, policy, signal),
    mintToken: (key, name, signal) => mintToken(door, key, name, signal),
    analyse: (key, signal) => analyse(door, key, signal),
    runs: (key, signal) => listRuns(door, key, signal),
    versions: (signal) => getVersions(door, signal),
    setCurrentVersion: (buildId, signal) => putCurrentVersion(door, buildId, signal),
  };
}
