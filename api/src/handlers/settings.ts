import { refuseManaged } from '../access/refuse-managed.ts';
import type { ListenerScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { wakeDispatcher } from '../jobs/wake-dispatcher.ts';
import { readListener } from '../queries/listener.ts';
import { countRemaining } from '../queries/remaining-rows.ts';
import { setInterval } from '../queries/set-interval.ts';
import { setMeasuring } from '../queries/set-measuring.ts';
import type { Handlers } from '../server/call.ts';
import { conflict, invalidRequest, notFound } from '../server/problem-error.ts';
import { BEGINNING, moveZones, withoutZone, withZone } from '../settings/move-zones.ts';
import type { MovedZones } from '../settings/move-zones.ts';
import { installationIntervals, listensInterval } from '../settings/intervals.ts';
import { lastfmSignIn } from '../lastfm/sign-in.ts';
import { readMeasuring } from '../settings/read-measuring.ts';
import { readInstalledModels } from '../queries/installed-models.ts';

const DAY_MS = 86_400_000;

export const getSettings: Handlers['getSettings'] = async ({ scope }, deps) => {
  const { settings } = deps;
  const found = await scope.run(async (tx) => {
    const listener = await readListener(tx, scope.userId);
    if (listener === undefined) throw noListener();
    const models = await readInstalledModels(tx);
    return {
      handle: listener.handle,
      isDemo: listener.isDemo,
      isManaged: listener.isManaged,
      timeZones: [...listener.timeZones],
      intervals: [await listensInterval(tx, scope.userId, settings), ...installationIntervals(settings)],
      measuring: await readMeasuring(tx, scope.userId, { settings, models }),
      models,
      lastfm: lastfmSignIn(settings, listener.isDemo),
    };
  });
  const remainingRows = settings.mode === 'laptop' ? await countRemaining(deps.db) : null;
  return { ...found, deletion: remainingRows === null ? null : { remainingRows } };
};

export const putMeasuring: Handlers['putMeasuring'] = async ({ scope, body }, deps) => {
  const { settings } = deps;
  if (body.gpu && settings.mode === 'laptop') {
    throw conflict(
      'On a laptop no work is set aside for a GPU.',
      'Models run on the GPU of this machine where SIDETRACK_DEVICE says so; `sidetrack doctor` tells where they run.',
    );
  }
  const measuring = await scope.run(async (tx) => {
    await refuseManaged(tx, scope.userId);
    const models = await readInstalledModels(tx);
    if (body.stems && !models.some(({ gives }) => gives.includes('stems'))) {
      throw conflict(
        'No model that separates stems is installed here.',
        'Add one: `sidetrack models add demucs demucs.onnx`; docs/models.md tells how to make that file.',
      );
    }
    await setMeasuring(tx, scope.userId, { ...body, now: deps.now() });
    return readMeasuring(tx, scope.userId, { settings, models });
  });
  deps.events.nudge(scope.userId);
  wakeDispatcher(deps);
  return measuring;
};

export const putInterval: Handlers['putInterval'] = async ({ scope, params, body }, deps) => {
  if (params.service !== 'listenbrainz') {
    throw conflict(
      'Last.fm is not asked for listens, only for tags, and for all listeners together.',
      'SIDETRACK_TAGS_INTERVAL_MINUTES sets how often that is.',
    );
  }
  const interval = await scope.run(async (tx) => {
    await refuseManaged(tx, scope.userId);
    const { leastMinutes } = await listensInterval(tx, scope.userId, deps.settings);
    if (body.minutes < leastMinutes)
      throw invalidRequest([
        { where: 'body.minutes', message: `The shortest interval of this installation is ${leastMinutes} minutes.` },
      ]);
    const known = await setInterval(tx, scope.userId, { ...params, minutes: body.minutes, now: deps.now() });
    if (!known) throw notFound('connection', 'PUT /api/v1/connections/listenbrainz makes one.');
    return listensInterval(tx, scope.userId, deps.settings);
  });
  deps.events.nudge(scope.userId);
  return interval;
};

export const putTimeZone: Handlers['putTimeZone'] = async ({ scope, params: { since }, body }, deps) => {
  if (since > new Date(deps.now().getTime() + DAY_MS).toISOString().slice(0, 10))
    throw invalidRequest([{ where: 'params.since', message: 'A zone cannot begin in the future.' }]);
  if (since < BEGINNING)
    throw invalidRequest([{ where: 'params.since', message: `The earliest day is ${BEGINNING}: the beginning.` }]);
  return changeZones(scope, deps, (zones) => withZone(zones, { since, timeZone: body.timeZone }));
};

export const deleteTimeZone: Handlers['deleteTimeZone'] = ({ scope, params: { since } }, deps) =>
  changeZones(scope, deps, (zones) => {
    if (!zones.some((zone) => zone.since === since))
      throw notFound('time zone', 'GET /api/v1/settings lists those there are.');
    if (zones[0]?.since === since) {
      throw conflict(
        'The first time zone holds from the beginning and cannot be removed.',
        'Put another one in its place, with the same day.',
      );
    }
    return withoutZone(zones, since);
  });

async function changeZones(
  scope: ListenerScope,
  deps: Deps,
  change: Parameters<typeof moveZones>[2]['change'],
): Promise<MovedZones> {
  const moved = await scope.run(async (tx) => {
    await refuseManaged(tx, scope.userId);
    return moveZones(tx, scope.userId, { change, now: deps.now() });
  });
  deps.events.nudge(scope.userId);
  wakeDispatcher(deps);
  return moved;
}

function noListener(): Error {
  return notFound('listener', 'Start SideTrack again: it makes the local user anew.');
}
