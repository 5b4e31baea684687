import { listenerScope } from '../../access/scope.ts';
import type { Deps } from '../../deps.ts';
import { startWork } from '../../jobs/start-work.ts';
import type { Work } from '../../jobs/start-work.ts';
import { wakeDispatcher } from '../../jobs/wake-dispatcher.ts';
import { readAudioRoots } from '../../queries/audio-roots.ts';
import { readConnection } from '../../queries/connections.ts';
import type { InternalHandlers } from '../../server/call.ts';
import { conflict, ProblemError, unavailable } from '../../server/problem-error.ts';
import { findTenant } from '../../tenants/find-tenant.ts';
import type { KnownTenant } from '../../tenants/find-tenant.ts';
import { letGo } from '../../tenants/let-go.ts';
import * as put from '../../tenants/put-tenant.ts';
import { replaceToken } from '../../tenants/replace-token.ts';
import { countLargeTables } from '../../tenants/row-count.ts';
import { readTenantStates } from '../../tenants/tenant-states.ts';
import { workflowIdsOf } from '../../tenants/workflow-ids.ts';

export const listTenants: InternalHandlers['listTenants'] = async (_call, { db }) => ({
  tenants: await db.asService((tx) => readTenantStates(tx)),
});

export const getTenant: InternalHandlers['getTenant'] = async ({ params }, { db }) => {
  const [tenant] = await db.asService((tx) => readTenantStates(tx, params.key));
  if (tenant === undefined) throw noTenant(params.key);
  return tenant;
};

export const putTenant: InternalHandlers['putTenant'] = async ({ params, body }, deps) => {
  const { userId, changed } = await put.putTenant(deps, params.key, body);
  if (changed) {
    deps.events.nudge(userId);
    wakeDispatcher(deps);
  }
  return { key: params.key, userId, changed };
};

export const deleteTenant: InternalHandlers['deleteTenant'] = async ({ params, query, correlationId }, deps) => {
  const userId = await letGo(deps.db, params.key, { policy: query.policy, now: deps.now() });
  if (userId === null) return undefined;
  // The dispatcher finds it by itself; this only saves the seconds until it looks.
  await deps.workflows
    .start({
      workflow: 'PurgeListener',
      workflowId: `purge-listener/${userId}`,
      args: [{ userId }],
      summary: 'Delete everything of a listener',
      correlationId,
    })
    .catch((error: unknown) => deps.logger.warn({ err: error }, 'The purge begins once Temporal answers.'));
  const remainingRows = await deps.db.asService((tx) => countLargeTables(tx, userId));
  return { state: 'purging', remainingRows };
};

export const createTenantToken: InternalHandlers['createTenantToken'] = ({ params, body }, { db, now }) =>
  db.asService(async (tx) => {
    const tenant = await findTenant(tx, params.key);
    if (tenant === undefined || tenant.isPurging) throw noTenant(params.key);
    return { token: await replaceToken(tx, tenant.userId, body.name, now()) };
  });

export const analyseTenant: InternalHandlers['analyseTenant'] = async ({ params, correlationId }, deps) => {
  const tenant = await knownTenant(deps, params.key);
  if (tenant.isSuspended)
    throw conflict(`The listener ${tenant.handle} is suspended.`, 'Set spec.suspended to false first.');
  const scope = listenerScope(deps.db, tenant.userId);
  const works = await scope.run(async (tx): Promise<Work[]> => {
    const connection = await readConnection(tx, tenant.userId, 'listenbrainz');
    const roots = await readAudioRoots(tx, tenant.userId);
    return [...(connection === undefined ? [] : [syncOf(connection.id)]), ...roots.map(({ id }) => scanOf(id))];
  });
  if (works.length === 0) {
    throw conflict(
      `The listener ${tenant.handle} has neither a ListenBrainz account nor a folder of audio.`,
      'Set spec.listenbrainz or spec.audioSubPath of the Tenant.',
    );
  }
  const jobs: string[] = [];
  for (const work of works) jobs.push((await startWork(work, { scope, deps, correlationId })).id);
  return { jobs };
};

export const listTenantRuns: InternalHandlers['listTenantRuns'] = async ({ params }, deps) => {
  const { userId } = await knownTenant(deps, params.key);
  const ids = await deps.db.asService((tx) => workflowIdsOf(tx, userId));
  try {
    return { runs: await deps.workflows.runs(ids) };
  } catch (error) {
    throw unavailable('Temporal', error);
  }
};

async function knownTenant({ db }: Deps, key: string): Promise<KnownTenant> {
  const tenant = await db.asService((tx) => findTenant(tx, key));
  if (tenant === undefined) throw noTenant(key);
  return tenant;
}

const syncOf = (connectionId: string): Work => ({
  kind: 'sync-listens',
  workflow: 'SyncListens',
  workflowId: `sync-listens/${connectionId}`,
  args: [{ connectionId }],
  summary: 'Pull listens from listenbrainz',
});

const scanOf = (rootId: string): Work => ({
  kind: 'scan-library',
  workflow: 'ScanLibrary',
  workflowId: `scan-library/${rootId}`,
  args: [{ rootId }],
  summary: 'Scan a folder of audio',
});

function noTenant(key: string): ProblemError {
  return new ProblemError({
    status: 404,
    kind: 'not-found',
    title: 'Not found',
    detail: `No listener of this installation is managed as ${key}.`,
    remedy: 'PUT makes one; GET /internal/v1/tenants lists those there are.',
  });
}
