import type { ConditionDraft, TenantConditionType, TenantSpec } from '../api/index.ts';
import { parseTenantSpec, SpecError, TENANT_FINALIZER, tenantCondition } from '../api/index.ts';
import type { TenantState } from '../installation-api/index.ts';
import { keepApiToken } from './api-token.ts';
import type { TenantSecrets } from './body.ts';
import { appliedHash, tenantBody, tenantKey } from './body.ts';
import type { TenantContext } from './context.ts';
import { secondsSince } from './context.ts';
import { homeOf } from './installation.ts';
import type { Listing, Outage } from './listings.ts';
import { isOutage } from './listings.ts';
import { refusalOf } from './refusal.ts';
import { readTenantSecrets } from './secrets.ts';
import { syncedCondition } from './synced.ts';

/** What the status should say, and when to look again. Conditions that are not told stay as they are. */
export interface Kept {
  readonly conditions: readonly ConditionDraft<TenantConditionType>[];
  readonly applied?: string | undefined;
  readonly userId?: string | undefined;
  readonly state?: TenantState | undefined;
  readonly requeueAfterSeconds: number;
}

/** Sees to it that the installation has the listener as the Tenant asks for; tells it only what it was not told yet. */
export async function keepListener(context: TenantContext): Promise<Kept> {
  const spec = specOf(context);
  if (spec instanceof SpecError) return notReady(tenantCondition('Ready', 'InvalidSpec', spec.message), 600);
  const home = homeOf(context.watched, context.tenant.metadata.namespace, spec.installation);
  if (home.is === 'missing')
    return notReady(tenantCondition('Ready', 'InstallationMissing', `It is ${spec.installation}.`), 60);
  if (home.is === 'resting') {
    const ready = tenantCondition('Ready', 'InstallationNotReady', 'It hibernates.');
    return { conditions: [ready, tenantCondition('Synced', 'Hibernating')], requeueAfterSeconds: 60 };
  }
  const listing = await context.listings.of(home, { signal: context.signal });
  if (isOutage(listing)) return duringOutage(context, listing);
  const secrets = await secretsOf(context, spec);
  if (typeof secrets === 'string') return notReady(tenantCondition('Ready', 'SecretMissing', secrets), 30);
  return bringUpToDate(context, { spec, secrets, listing });
}

interface Wish {
  readonly spec: TenantSpec;
  readonly secrets: TenantSecrets;
  readonly listing: Listing;
}

async function bringUpToDate(context: TenantContext, { spec, secrets, listing }: Wish): Promise<Kept> {
  const { tenant, memory, now, lookEverySeconds } = context;
  const state = listing.byKey.get(tenantKey(tenant.metadata));
  if (state?.state === 'purging') {
    const detail = 'The listener who had this name before is still being removed.';
    return notReady(tenantCondition('Ready', 'InstallationNotReady', detail), 10);
  }
  const applied = appliedHash(tenant.metadata.name, spec, secrets);
  if (memory.refusal?.applied === applied && now() < memory.refusal.until)
    return notReady(memory.refusal.condition, untilSeconds(memory.refusal.until, now()));
  try {
    const known = isKnown(context, spec, { applied, state, listing });
    const userId = known ?? (await tell(context, spec, secrets, state === undefined && wasThere(context, listing)));
    delete memory.refusal;
    const trouble = await keepApiToken(context, spec, userId);
    const ready = trouble ?? tenantCondition('Ready', spec.suspended ? 'Suspended' : 'Ready');
    return {
      conditions: [ready, syncedCondition(spec, state)],
      applied,
      userId,
      state,
      requeueAfterSeconds: lookEverySeconds,
    };
  } catch (error) {
    const refusal = refusalOf(error, applied, now());
    if (refusal === undefined) throw error;
    memory.refusal = refusal;
    return notReady(refusal.condition, untilSeconds(refusal.until, now()));
  }
}

/** The listener's id where the installation has everything that it was to be told; undefined where it must be told. */
function isKnown(
  { tenant, memory }: TenantContext,
  spec: TenantSpec,
  { applied, state, listing }: { applied: string; state: TenantState | undefined; listing: Listing },
): string | undefined {
  if (tenant.status?.applied !== applied || !tenant.metadata.finalizers?.includes(TENANT_FINALIZER)) return undefined;
  // A listing from before the installation was told says nothing of that.
  if (memory.toldAt !== undefined && listing.askedAt <= memory.toldAt) return tenant.status.userId;
  const isAsWished = state !== undefined && (state.state === 'suspended') === spec.suspended;
  return isAsWished && state.userId === tenant.status.userId ? state.userId : undefined;
}

/** Whether the listener was there before and is no more: somebody removed it, or the database is an older one. */
function wasThere({ tenant, memory }: TenantContext, listing: Listing): boolean {
  if (tenant.status?.userId === undefined) return false;
  return memory.toldAt === undefined || listing.askedAt > memory.toldAt;
}

async function tell(
  context: TenantContext,
  spec: TenantSpec,
  secrets: TenantSecrets,
  isLost: boolean,
): Promise<string> {
  const { tenant, memory, apis, cluster, signal, now } = context;
  const { namespace, name } = tenant.metadata;
  await ensureFinalizer(context);
  const api = apis.of({ namespace, name: spec.installation });
  const { userId } = await api.putTenant(tenantKey(tenant.metadata), tenantBody(name, spec, secrets), signal);
  memory.toldAt = now();
  if (isLost) {
    const note = 'The listener was no longer in the installation and was made again.';
    cluster.record(tenant, { type: 'Warning', reason: 'ListenerLost', note, action: 'MakeListener' });
  }
  return userId;
}

/** Before the installation is told, so that no listener outlives a Tenant that was to purge it. */
async function ensureFinalizer({ tenant, memory, cluster }: TenantContext): Promise<void> {
  const { apiVersion, kind } = tenant;
  const { namespace, name, resourceVersion, finalizers = [] } = tenant.metadata;
  if (finalizers.includes(TENANT_FINALIZER) || memory.hasFinalizer === true) return;
  const change = { finalizers: [...finalizers, TENANT_FINALIZER], resourceVersion };
  await cluster.patchMetadata({ apiVersion, kind, namespace, name }, change);
  memory.hasFinalizer = true;
}

/** A short outage (a roll-out, a moved pod) is no news to those who were ready before. */
function duringOutage({ tenant, now }: TenantContext, outage: Outage): Kept {
  const ready = tenant.status?.conditions.find(({ type }) => type === 'Ready');
  const isQuiet = ready?.status === 'True' && secondsSince(outage.since, now()) < QUIET_SECONDS;
  if (isQuiet) return { conditions: [], requeueAfterSeconds: 15 };
  return notReady(tenantCondition('Ready', 'InstallationNotReady', outage.error.sentence), 15);
}

async function secretsOf(context: TenantContext, spec: TenantSpec): Promise<TenantSecrets | string> {
  const { memory, tenant, cluster, now } = context;
  const { namespace, generation } = tenant.metadata;
  const known = memory.secrets;
  if (known?.generation === generation && secondsSince(known.at, now()) < SECRETS_SECONDS) return known.read;
  const answer = await readTenantSecrets(cluster, namespace, spec);
  if (answer.found) memory.secrets = { read: answer.secrets, at: now(), generation };
  // Nothing is read for a suspended listener, so nothing but the suspension matters.
  if (answer.found) return answer.secrets;
  return spec.suspended ? { listenbrainzToken: null, lastfmSessionKey: null } : answer.missing;
}

function specOf({ tenant }: TenantContext): TenantSpec | SpecError {
  try {
    return parseTenantSpec(tenant.spec);
  } catch (error) {
    if (error instanceof SpecError) return error;
    throw error;
  }
}

function notReady(condition: ConditionDraft<'Ready'>, requeueAfterSeconds: number): Kept {
  return { conditions: [condition], requeueAfterSeconds };
}

function untilSeconds(until: Date, now: Date): number {
  return Math.max(1, secondsSince(now, until));
}

const SECRETS_SECONDS = 300;
const QUIET_SECONDS = 120;
