export type {
  ConditionDraft,
  SideTrackConditionType,
  SideTrackReason,
  TenantConditionType,
  TenantReason,
} from './conditions.ts';
export { sideTrackCondition, tenantCondition } from './conditions.ts';
export type { Resources } from './fields.ts';
export * from './names.ts';
export type { Condition, Metadata, SideTrack, SideTrackStatus, Tenant, TenantStatus } from './objects.ts';
export { parseSideTrackSpec, parseTenantSpec, SpecError } from './parse.ts';
export type { Reason } from './reason.ts';
export type { Pool } from './serving.ts';
export { sideTrackConditions } from './sidetrack-conditions.ts';
export type { SideTrackSpec, SideTrackSpecInput } from './sidetrack.ts';
export { tenantConditions } from './tenant-conditions.ts';
export type { TenantSpec, TenantSpecInput } from './tenant.ts';
