export type {
  ConditionDraft,
  Reason,
  SideTrackConditionType,
  SideTrackReason,
  TenantConditionType,
  TenantReason,
} from './conditions.ts';
export { sideTrackCondition, sideTrackConditions, tenantCondition, tenantConditions } from './conditions.ts';
export type { Resources } from './fields.ts';
export * from './names.ts';
export type { Condition, Metadata, SideTrack, SideTrackStatus, Tenant, TenantStatus } from './objects.ts';
export { parseSideTrackSpec, parseTenantSpec, SpecError } from './parse.ts';
export type { Pool } from './serving.ts';
export type { SideTrackSpec, SideTrackSpecInput } from './sidetrack.ts';
export type { TenantSpec, TenantSpecInput } from './tenant.ts';
