import { connectionOwner, sealCredential } from '@sidetrack/settings';
import type { SealedCredential } from '@sidetrack/settings';
import { refuseInDemo } from '../access/refuse-in-demo.ts';
import type { ApiSettings } from '../deps.ts';
import { wakeDispatcher } from '../jobs/wake-dispatcher.ts';
import { readConnection, readConnections } from '../queries/connections.ts';
import * as queries from '../queries/delete-connection.ts';
import { saveConnection } from '../queries/save-connection.ts';
import type { Handlers } from '../server/call.ts';
import { conflict, notFound } from '../server/problem-error.ts';

const MINUTE_SECONDS = 60;

export const listConnections: Handlers['listConnections'] = async ({ scope }) => ({
  connections: await scope.run((tx) => readConnections(tx, scope.userId)),
});

export const putConnection: Handlers['putConnection'] = async ({ params: { service }, body, scope }, deps) => {
  const { settings } = deps;
  const minutes = service === 'listenbrainz' ? settings.ingestIntervalMinutes : settings.tagsIntervalMinutes;
  const change = {
    service,
    externalName: body.externalName,
    intervalSeconds: minutes * MINUTE_SECONDS,
    now: deps.now(),
    ...(body.credential === undefined
      ? {}
      : { credential: seal(body.credential, settings, connectionOwner(scope.userId, service)) }),
  };
  const connection = await scope.run(async (tx) => {
    await refuseInDemo(tx, scope.userId);
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

function seal(credential: string, { secretKey }: ApiSettings, owner: string): SealedCredential {
  if (secretKey === undefined) {
    throw conflict(
      'Credentials are stored encrypted only, and this installation has no key.',
      'Set SIDETRACK_SECRET_KEY and start SideTrack again.',
    );
  }
  return sealCredential(credential, secretKey, owner);
}
