import type { Tenant } from '../api/index.ts';
import { TENANT_FINALIZER, tenantCondition } from '../api/index.ts';
import type { Key, ReconcileResult, Registration } from '../runtime/index.ts';
import type { TenantContext, TenantDeps, TenantMemory } from './context.ts';
import { keepListener } from './keep.ts';
import { createListings } from './listings.ts';
import { letGo, releaseListener } from './release.ts';
import type { StatusDraft } from './status.ts';
import { isWorthWriting, nextStatus } from './status.ts';
import { keysOfChange } from './wake.ts';

export type { TenantDeps } from './context.ts';

/** Keeps each Tenant's listener in its installation, and carries out its deletion policy. */
export function createTenantController(deps: TenantDeps): Registration {
  const listings = createListings(deps.apis, deps.now);
  const memories = new Map<string, TenantMemory>();

  async function reconcile(key: Key, signal: AbortSignal): Promise<ReconcileResult | undefined> {
    const id = `${key.namespace}/${key.name}`;
    const tenant = deps.watched.tenants.get(key.namespace, key.name) as Tenant | undefined;
    if (tenant === undefined) {
      memories.delete(id);
      return undefined;
    }
    const { uid } = tenant.metadata;
    const known = memories.get(id);
    const memory = known?.uid === uid ? known : { uid };
    memories.set(id, memory);
    const context: TenantContext = { lookEverySeconds: LOOK_EVERY_SECONDS, ...deps, tenant, memory, listings, signal };
    return tenant.metadata.deletionTimestamp === undefined ? keep(context) : release(context);
  }

  return { controller: { name: 'tenant', concurrency: CONCURRENCY, reconcile }, keysOf: keysOfChange };
}

const LOOK_EVERY_SECONDS = 60;
/** Most of a reconcile is waiting for the installation and for the API server. */
const CONCURRENCY = 16;

async function keep(context: TenantContext): Promise<ReconcileResult> {
  const { requeueAfterSeconds, ...kept } = await keepListener(context);
  await report(context, { ...kept, generation: context.tenant.metadata.generation });
  // Spread, so that a thousand Tenants that were made at once are not looked at at once.
  return { requeueAfterSeconds: requeueAfterSeconds * (0.9 + 0.2 * context.random()) };
}

async function release(context: TenantContext): Promise<ReconcileResult | undefined> {
  const { tenant } = context;
  if (!tenant.metadata.finalizers?.includes(TENANT_FINALIZER)) return undefined;
  const outcome = await releaseListener(context);
  if (outcome.isDone) {
    await letGo(context, outcome);
    return undefined;
  }
  const conditions = [tenantCondition('Ready', 'Deleting'), outcome.condition];
  await report(context, { conditions, generation: tenant.metadata.generation });
  return { requeueAfterSeconds: outcome.requeueAfterSeconds };
}

/** Writes the status where it changed enough to matter, and tells what went wrong in an event. */
async function report({ tenant, cluster, now }: TenantContext, draft: StatusDraft): Promise<void> {
  const status = nextStatus(tenant.status, draft, now());
  if (!isWorthWriting(tenant.status, status)) return;
  await cluster.patchStatus(tenant, status);
  for (const { type, status: truth, reason, message } of draft.conditions) {
    const before = tenant.status?.conditions.find((one) => one.type === type);
    if (truth !== 'False' || before?.reason === reason || QUIET_REASONS.includes(reason)) continue;
    cluster.record(tenant, { type: 'Warning', reason, note: message, action: 'KeepListener' });
  }
}

/** What is part of the ordinary course. */
const QUIET_REASONS = ['Deleting', 'Purging', 'Retained'];
