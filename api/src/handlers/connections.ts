import { refuseInDemo } from '../access/refuse-in-demo.ts';
import { sealForListener } from '../access/seal-for-listener.ts';
import { checkListenBrainzToken } from '../listenbrainz/check-token.ts';
import { wakeDispatcher } from '../jobs/wake-dispatcher.ts';
import { readConnection, readConnections } from '../queries/connections.ts';
import * as queries from '../queries/delete-connection.ts';
import { saveConnection } from '../queries/save-connection.ts';
import type { Handlers } from '../server/call.ts';
import { notFound } from '../server/problem-error.ts';

const MINUTE_SECONDS = 60;

export const listConnections: Handlers['listConnections'] = async ({ scope }) => ({
  connections: await scope.run((tx) => readConnections(tx, scope.userId)),
});

export const putConnection: Handlers['putConnection'] = async ({ params: { service }, body, scope }, deps) => {
  const { settings } = deps;
  const change = {
    service,
    externalName: body.externalName,
    intervalSeconds: settings.ingestIntervalMinutes * MINUTE_SECONDS,
    now: deps.now(),
    ...(body.credential === undefined
      ? {}
      : { credential: sealForListener(body.credential, { settings, userId: scope.userId, service }) }),
  };
  await scope.run((tx) => refuseInDemo(tx, scope.userId));
  if (service === 'listenbrainz' && body.credential !== undefined)
    await checkListenBrainzToken(deps, { token: body.credential, name: body.externalName });
  const connection = await scope.run(async (tx) => {
    await saveConnection(tx, scope.userId, change);
    return readConnection(tx, scope.userId, service);
  });
  deps.events.nudge(scope.userId);
  wakeDispatcher(deps);
  return connection!;
};

export const deleteConnection: Handlers['deleteConnection'] = async ({ params, scope }, deps) => {
  const removed = await scope.run((tx) => queries.deleteConnection(tx, scope.userId, params.service));
  if (!removed) throw notFound('connection', 'GET /api/v1/connections lists those there are.');
  deps.events.nudge(scope.userId);
  return undefined;
};
