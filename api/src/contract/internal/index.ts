import type { Operation } from '../operation.ts';
import * as tenants from './tenants.ts';
import * as versions from './versions.ts';
import * as work from './work.ts';

/** Every operation of /internal/v1 by its id. */
export const internalOperations = {
  getWork: work.getWork,
  listTenants: tenants.listTenants,
  getTenant: tenants.getTenant,
  putTenant: tenants.putTenant,
  deleteTenant: tenants.deleteTenant,
  createTenantToken: tenants.createTenantToken,
  analyseTenant: tenants.analyseTenant,
  listTenantRuns: tenants.listTenantRuns,
  getVersions: versions.getVersions,
  putCurrentVersion: versions.putCurrentVersion,
} as const satisfies Record<string, Operation>;

export type InternalOperations = typeof internalOperations;
