import type { Sql } from '@sidetrack/prisma';
import { refuseInDemo } from '../access/refuse-in-demo.ts';
import { SHOWN_REFUSALS } from '../contract/relay.ts';
import type { RelayShape } from '../contract/relay.ts';
import type { ApiSettings } from '../deps.ts';
import { wakeDispatcher } from '../jobs/wake-dispatcher.ts';
import { readListenBrainzAccount } from '../queries/listenbrainz-account.ts';
import { iso, isoOrNull } from '../queries/moments.ts';
import { readRefusedPlays, readRelay, switchRelayOff, switchRelayOn } from '../queries/relay.ts';
import type { Handlers } from '../server/call.ts';
import { conflict } from '../server/problem-error.ts';

export const getRelay: Handlers['getRelay'] = ({ scope }, { settings }) =>
  scope.run((tx) => relayOf(tx, scope.userId, settings));

export const putRelay: Handlers['putRelay'] = async ({ body, scope }, deps) => {
  const relay = await scope.run(async (tx) => {
    await refuseInDemo(tx, scope.userId);
    if (!body.on) await switchRelayOff(tx, scope.userId);
    else if ((await accountWithToken(tx, scope.userId, deps.settings)) === null) throw noToken();
    else await switchRelayOn(tx, scope.userId, deps.now());
    return relayOf(tx, scope.userId, deps.settings);
  });
  if (body.on) wakeDispatcher(deps);
  return relay;
};

async function relayOf(tx: Sql, userId: string, settings: ApiSettings): Promise<RelayShape> {
  const relay = await readRelay(tx, userId);
  const refusals = relay.refused === 0 ? [] : await readRefusedPlays(tx, userId, SHOWN_REFUSALS);
  const isPutOff = relay.on && relay.failures > 0 && relay.waiting > 0;
  return {
    on: relay.on,
    account: await accountWithToken(tx, userId, settings),
    waiting: relay.waiting,
    relayed: relay.relayed,
    relayedAt: isoOrNull(relay.relayedAt),
    reason: relay.reason,
    nextAttemptAt: isPutOff ? isoOrNull(relay.dueAt) : null,
    refused: {
      count: relay.refused,
      newest: refusals.map((play) => ({ ...play, listenedAt: iso(play.listenedAt) })),
    },
  };
}

/** The name of the account whose token is known: the listener's own, or the one in the settings where it is that account's. */
async function accountWithToken(
  tx: Sql,
  userId: string,
  { listenbrainzUser, listenbrainzToken }: ApiSettings,
): Promise<string | null> {
  const account = await readListenBrainzAccount(tx, userId);
  if (account === undefined) return null;
  const isInSettings = listenbrainzToken !== undefined && listenbrainzUser === account.externalName;
  return account.credential !== null || isInSettings ? account.externalName : null;
}

const noToken = () =>
  conflict(
    'There is no ListenBrainz token to pass plays on with.',
    'Connect ListenBrainz with the token from https://listenbrainz.org/settings/.',
  );
