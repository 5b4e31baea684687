export { createTenantController } from './controller.ts';
export type { TenantDeps } from './controller.ts';
