import type { Request } from 'express';
import { refuseInDemo } from '../access/refuse-in-demo.ts';
import { sealForListener } from '../access/seal-for-listener.ts';
import { wakeDispatcher } from '../jobs/wake-dispatcher.ts';
import { refuseManaged } from '../access/refuse-managed.ts';
import type { ApiSettings } from '../deps.ts';
import { getLastfmSession } from '../lastfm/get-session.ts';
import { authorizationUrl, lastfmKeys } from '../lastfm/sign-in.ts';
import { isOwnState, makeState, STATE_LIFETIME_MS } from '../lastfm/state.ts';
import { readConnection } from '../queries/connections.ts';
import { saveConnection } from '../queries/save-connection.ts';
import type { Handlers } from '../server/call.ts';
import { conflict, refusedBy } from '../server/problem-error.ts';

/** The page of the dashboard that Last.fm sends listeners back to. */
const CALLBACK_PAGE = '/settings/lastfm';

export const beginLastfm: Handlers['beginLastfm'] = async ({ scope, request }, { settings, now }) => {
  const keys = lastfmKeys(settings);
  await scope.run(async (tx) => {
    await refuseInDemo(tx, scope.userId);
    await refuseManaged(tx, scope.userId);
  });
  const expiresAt = new Date(now().getTime() + STATE_LIFETIME_MS);
  const callback = new URL(CALLBACK_PAGE, dashboardOrigin(settings, request));
  callback.searchParams.set('state', makeState(scope.userId, expiresAt, keys.secretKey));
  return {
    url: authorizationUrl(settings.lastfmUrl, { apiKey: keys.apiKey, callback: callback.href }),
    expiresAt: expiresAt.toISOString(),
  };
};

export const endLastfm: Handlers['endLastfm'] = async ({ scope, body }, deps) => {
  const { settings, now } = deps;
  const keys = lastfmKeys(settings);
  if (!isOwnState(body.state, { userId: scope.userId, now: now(), secretKey: keys.secretKey })) {
    throw refusedBy(
      'Last.fm',
      'You did not begin this here, or more than an hour ago.',
      'Begin again with “Connect Last.fm” in the settings.',
    );
  }
  await scope.run((tx) => refuseInDemo(tx, scope.userId));
  const session = await getLastfmSession(deps, keys, body.token);
  const connection = await scope.run(async (tx) => {
    await saveConnection(tx, scope.userId, {
      service: 'lastfm',
      externalName: session.name,
      credential: sealForListener(session.key, { settings, userId: scope.userId, service: 'lastfm' }),
      intervalSeconds: settings.ingestIntervalMinutes * 60,
      now: now(),
    });
    return readConnection(tx, scope.userId, 'lastfm');
  });
  deps.events.nudge(scope.userId);
  wakeDispatcher(deps);
  return connection!;
};

/**
 * Where this listener's dashboard is. On a laptop it may run on any port, and the browser tells which; that it is this machine's
 * was checked before.
 */
function dashboardOrigin({ mode, publicUrl, sitePort }: ApiSettings, { headers: { origin } }: Request): string {
  if (publicUrl !== undefined) return publicUrl;
  if (mode === 'laptop') return isLoopback(origin) ? origin : `http://127.0.0.1:${sitePort}`;
  throw conflict(
    'This installation does not know its own address, to which Last.fm has to send you back.',
    'Set SIDETRACK_PUBLIC_URL to the address of the dashboard.',
  );
}

function isLoopback(origin: string | undefined): origin is string {
  const url = URL.parse(origin ?? '');
  return url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}
