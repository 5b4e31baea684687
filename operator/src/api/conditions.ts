import type { Reason } from './reason.ts';
import { sideTrackConditions } from './sidetrack-conditions.ts';
import { tenantConditions } from './tenant-conditions.ts';

export type SideTrackConditionType = keyof typeof sideTrackConditions;
export type SideTrackReason<T extends SideTrackConditionType> = keyof (typeof sideTrackConditions)[T] & string;
export type TenantConditionType = keyof typeof tenantConditions;
export type TenantReason<T extends TenantConditionType> = keyof (typeof tenantConditions)[T] & string;

/** A condition before the clock and the generation are known. */
export interface ConditionDraft<T extends string = string> {
  type: T;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
}

/** The condition of an installation for a reason of the table; `detail` says which pod, Secret or version, in a sentence. */
export function sideTrackCondition<T extends SideTrackConditionType>(
  type: T,
  reason: SideTrackReason<T>,
  detail?: string,
): ConditionDraft<T> {
  const table: Record<string, Reason> = sideTrackConditions[type];
  return draft(type, reason, table[reason], detail);
}

/** The condition of a listener for a reason of the table; `detail` says which Secret or field, in a sentence. */
export function tenantCondition<T extends TenantConditionType>(
  type: T,
  reason: TenantReason<T>,
  detail?: string,
): ConditionDraft<T> {
  const table: Record<string, Reason> = tenantConditions[type];
  return draft(type, reason, table[reason], detail);
}

function draft<T extends string>(
  type: T,
  reason: string,
  entry: Reason | undefined,
  detail: string | undefined,
): ConditionDraft<T> {
  if (entry === undefined) throw new RangeError(`${type} has no reason ${reason}; declare it in api/conditions.ts.`);
  const message = [entry.says, detail, entry.remedy].filter((part) => part !== undefined && part !== null).join(' ');
  return { type, status: entry.status, reason, message };
}
