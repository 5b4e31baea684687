import type { ConditionDraft } from '../api/index.ts';
import { FORCE_RELEASE_ANNOTATION, FORCE_RELEASE_CONSENT, TENANT_FINALIZER, tenantCondition } from '../api/index.ts';
import { InstallationApiError } from '../installation-api/index.ts';
import { tenantKey } from './body.ts';
import type { TenantContext } from './context.ts';
import { secondsSince } from './context.ts';
import { homeOf } from './installation.ts';
import { isOutage } from './listings.ts';

/** How far the deletion of a Tenant is: its policy is carried out (`note` says how), or it waits for something. */
export type Release =
  | { readonly isDone: true; readonly reason: string; readonly note: string }
  | { readonly isDone: false; readonly condition: ConditionDraft<'Purged'>; readonly requeueAfterSeconds: number };

/**
 * Carries out the deletion policy. Retain detaches the listener and keeps the data; Purge has the installation erase every row and
 * waits until its list of listeners, asked for afterwards, has this one no more: a mere "not found" could come from anybody.
 */
export async function releaseListener(context: TenantContext): Promise<Release> {
  const { tenant, watched } = context;
  if (tenant.metadata.annotations?.[FORCE_RELEASE_ANNOTATION] === FORCE_RELEASE_CONSENT)
    return done('Released', 'The Tenant was released by force; rows of the listener may remain in the installation.');
  const installation = tenant.spec.installation ?? 'sidetrack';
  const home = homeOf(watched, tenant.metadata.namespace, installation);
  const isPurge = tenant.spec.deletionPolicy === 'Purge';
  if (home.is === 'missing') return withoutHome(context, installation, isPurge);
  if (home.is === 'resting') return stuck('The installation hibernates: set its spec.hibernate to false.');
  try {
    return isPurge ? await purge(context, home) : await retain(context, home);
  } catch (error) {
    if (!(error instanceof InstallationApiError)) throw error;
    return stuck(error.sentence);
  }
}

/** Takes the finalizer away, so that the API server removes the Tenant. */
export async function letGo(
  { tenant, cluster }: TenantContext,
  { reason, note }: { reason: string; note: string },
): Promise<void> {
  const { apiVersion, kind } = tenant;
  const { namespace, name, resourceVersion, finalizers = [] } = tenant.metadata;
  const type = reason === 'Released' ? 'Warning' : 'Normal';
  cluster.record(tenant, { type, reason, note, action: 'ReleaseListener' });
  const change = { finalizers: finalizers.filter((one) => one !== TENANT_FINALIZER), resourceVersion };
  await cluster.patchMetadata({ apiVersion, kind, namespace, name }, change);
}

interface At {
  readonly namespace: string;
  readonly name: string;
}

/** The kept volume or the database of others may still hold the rows, so a Purge is not done because the SideTrack is gone. */
function withoutHome({ tenant, memory }: TenantContext, installation: string, isPurge: boolean): Release {
  const wasNeverThere = tenant.status?.applied === undefined && memory.toldAt === undefined;
  if (wasNeverThere)
    return done('Released', 'The listener was never in an installation, so there is nothing to remove.');
  if (!isPurge) return done('Retained', 'The SideTrack is gone; what its database holds is kept.');
  return stuck(
    `There is no SideTrack ${installation} any more, but its database may be kept: make it again under this name and the purge goes on.`,
  );
}

async function retain(context: TenantContext, home: At): Promise<Release> {
  const { tenant, apis, memory, signal, now } = context;
  const askedAt = now();
  const { state } = await apis.of(home).deleteTenant(tenantKey(tenant.metadata), 'retain', signal);
  if (state !== 'purging')
    return done('Retained', 'The data of the listener is kept in the installation; nothing more is read for it.');
  // The policy was changed when the purge had begun: what is half gone cannot be kept.
  memory.purgeAskedAt ??= askedAt;
  return purge(context, home);
}

async function purge(context: TenantContext, home: At): Promise<Release> {
  const { tenant, memory, apis, listings, signal, now } = context;
  const key = tenantKey(tenant.metadata);
  if (memory.purgeAskedAt === undefined) {
    const askedAt = now();
    await apis.of(home).deleteTenant(key, 'purge', signal);
    memory.purgeAskedAt = askedAt;
  }
  const notBefore = new Date(Math.max(memory.purgeAskedAt.getTime(), now().getTime() - POLL_SECONDS * 1000));
  const listing = await listings.of(home, { signal, notBefore });
  if (isOutage(listing)) {
    if (secondsSince(listing.since, now()) < PATIENCE_SECONDS) return purging();
    return stuck(`Since ${listing.since.toISOString().replace(/\.\d+Z$/, 'Z')}: ${listing.error.sentence}`);
  }
  const state = listing.byKey.get(key);
  if (state === undefined) return done('Purged', 'No row of the listener is left in the installation.');
  // The database may be an older one by now, which knows nothing of the purge.
  if (state.state !== 'purging') delete memory.purgeAskedAt;
  return purging();
}

function purging(): Release {
  return { isDone: false, condition: tenantCondition('Purged', 'Purging'), requeueAfterSeconds: POLL_SECONDS };
}

function stuck(detail: string): Release {
  return { isDone: false, condition: tenantCondition('Purged', 'Stuck', detail), requeueAfterSeconds: STUCK_SECONDS };
}

function done(reason: string, note: string): Release {
  return { isDone: true, reason, note };
}

const POLL_SECONDS = 3;
const STUCK_SECONDS = 15;
/** An installation that does not answer for so long stands in the way, and is said to. */
const PATIENCE_SECONDS = 60;
