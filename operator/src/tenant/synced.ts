import type { ConditionDraft, TenantSpec } from '../api/index.ts';
import { tenantCondition } from '../api/index.ts';
import type { TenantState } from '../installation-api/index.ts';

/** Whether the listener's listens are read as planned. `state` is undefined before the installation told of them. */
export function syncedCondition(spec: TenantSpec, state: TenantState | undefined): ConditionDraft<'Synced'> {
  if (spec.suspended) return tenantCondition('Synced', 'Suspended');
  if (state?.problem) return tenantCondition('Synced', 'Failing', state.problem);
  if (spec.listenbrainz === undefined && spec.lastfm === undefined) return tenantCondition('Synced', 'NoService');
  return tenantCondition('Synced', state?.lastSyncedAt ? 'Synced' : 'Pending');
}
