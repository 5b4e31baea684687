export * from './errors.ts';
export { createInstallationApis } from './installation-api.ts';
export type { InstallationApi, InstallationApis, InstallationApisOptions } from './installation-api.ts';
export type { Run } from './runs.ts';
export type { Deletion, PutAnswer, TenantBody, TenantState } from './tenants.ts';
export type { WorkerVersions } from './versions.ts';
export type { Lane, Work } from './work.ts';
