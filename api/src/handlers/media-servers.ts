import { refuseInDemo } from '../access/refuse-in-demo.ts';
import { sealForListener } from '../access/seal-for-listener.ts';
import { wakeDispatcher } from '../jobs/wake-dispatcher.ts';
import * as queries from '../queries/media-servers.ts';
import type { Handlers } from '../server/call.ts';
import { conflict, notFound } from '../server/problem-error.ts';

export const listMediaServers: Handlers['listMediaServers'] = async ({ scope }) => ({
  servers: await scope.run((tx) => queries.readMediaServers(tx, scope.userId)),
});

export const putMediaServer: Handlers['putMediaServer'] = async ({ params: { name }, body, scope }, deps) => {
  const { settings } = deps;
  // A server's address is asked from here: on a shared installation a listener could so reach what only it can reach.
  if (settings.mode !== 'laptop')
    throw conflict(
      'A shared installation asks no music servers of its listeners.',
      'Run SideTrack on the machine beside the server, or let the server scrobble here.',
    );
  const { userId } = scope;
  const { url, userName, password } = body;
  const credential =
    password === undefined ? null : sealForListener(password, { settings, userId, service: `subsonic ${name}` });
  const server = await scope.run(async (tx) => {
    await refuseInDemo(tx, userId);
    const saved = await queries.saveMediaServer(tx, userId, { name, url, userName, credential, now: deps.now() });
    if (!saved) throw conflict('There is no password of this server yet.', 'Send it as `password`.');
    return (await queries.readMediaServers(tx, userId, name))[0]!;
  });
  wakeDispatcher(deps);
  return server;
};

export const deleteMediaServer: Handlers['deleteMediaServer'] = async ({ params, scope }) => {
  const removed = await scope.run((tx) => queries.deleteMediaServer(tx, scope.userId, params.name));
  if (!removed) throw notFound('music server', 'GET /api/v1/library/servers lists those there are.');
  return undefined;
};

export const listFilePlays: Handlers['listFilePlays'] = ({ query, scope }) =>
  scope.run((tx) => queries.readFilePlays(tx, scope.userId, query));
