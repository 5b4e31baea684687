import type { z } from 'zod';
import type { SideTrackConditionType, TenantConditionType } from './conditions.ts';
import type { API_VERSION } from './names.ts';
import type { SideTrackSpecInput } from './sidetrack.ts';
import type { sideTrackStatus, tenantStatus } from './status.ts';
import type { TenantSpecInput } from './tenant.ts';

/** What the operator reads of an object's metadata. */
export interface Metadata {
  name: string;
  namespace: string;
  uid: string;
  generation: number;
  resourceVersion: string;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  finalizers?: string[];
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/** A condition as Kubernetes' own API has it; `lastTransitionTime` is RFC 3339. */
export interface Condition<T extends string = string> {
  type: T;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  observedGeneration: number;
  lastTransitionTime: string;
}

export type SideTrackStatus = Omit<z.output<typeof sideTrackStatus>, 'conditions'> & {
  conditions: Condition<SideTrackConditionType>[];
};
export type TenantStatus = Omit<z.output<typeof tenantStatus>, 'conditions'> & {
  conditions: Condition<TenantConditionType>[];
};

/** One installation, as the API server holds it. Its spec still has to pass `parseSideTrackSpec`. */
export interface SideTrack {
  apiVersion: typeof API_VERSION;
  kind: 'SideTrack';
  metadata: Metadata;
  spec: SideTrackSpecInput;
  status?: SideTrackStatus;
}

/** One listener, as the API server holds it. Its spec still has to pass `parseTenantSpec`. */
export interface Tenant {
  apiVersion: typeof API_VERSION;
  kind: 'Tenant';
  metadata: Metadata;
  spec: TenantSpecInput;
  status?: TenantStatus;
}
