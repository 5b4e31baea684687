import { refuseInDemo } from '../access/refuse-in-demo.ts';
import { wakeDispatcher } from '../jobs/wake-dispatcher.ts';
import { iso } from '../queries/moments.ts';
import { readNowPlaying } from '../queries/now-playing.ts';
import { askForRemoval, readSources } from '../queries/sources.ts';
import type { Handlers } from '../server/call.ts';
import { conflict, notFound } from '../server/problem-error.ts';

export const listSources: Handlers['listSources'] = async ({ scope }) => ({
  sources: await scope.run((tx) => readSources(tx, scope.userId)),
});

export const removeSource: Handlers['removeSource'] = async ({ params: { source }, scope }, deps) => {
  const read = async () =>
    (await scope.run((tx) => readSources(tx, scope.userId))).find((known) => known.source === source);
  await scope.run((tx) => refuseInDemo(tx, scope.userId));
  const known = await read();
  if (known === undefined) throw notFound('source', 'GET /api/v1/listens/sources lists those there are.');
  if (known.isConnected)
    throw conflict(
      'This account is still read from, and would tell of its plays again.',
      `Disconnect it first: DELETE /api/v1/connections/${source}.`,
    );
  await scope.run((tx) => askForRemoval(tx, scope.userId, known));
  wakeDispatcher(deps);
  return (await read()) ?? known;
};

export const getNowPlaying: Handlers['getNowPlaying'] = async ({ scope }, { now }) => ({
  playing: (await scope.run((tx) => readNowPlaying(tx, scope.userId, now()))).map(
    ({ source, artistName, trackName, releaseName, since }) => ({
      source,
      artistName,
      trackName,
      releaseName,
      since: iso(since),
    }),
  ),
});
