import { dueReading } from '../connections/cadence.ts';
import type { PullLimits } from '../connections/pull-run.ts';
import { beginPull } from '../connections/pull-run.ts';
import type { Connection } from '../connections/read-connection.ts';
import type { History } from '../connections/reconcile.ts';
import { readAgainFrom, reconcile } from '../connections/reconcile.ts';
import type { Deps, PullInput, PullResult } from '../types.ts';
import type { Lastfm } from './client.ts';
import type { Pull } from './pull.ts';
import { pullBackward } from './pull-backward.ts';
import { pullForward, walkForward } from './pull-forward.ts';

/** Pulls a bounded number of pages of one Last.fm account; the cursor lies in its connection. */
export async function pullLastfm(
  deps: Deps,
  {
    lastfm,
    connection,
    input,
    limits,
  }: { lastfm: Lastfm; connection: Connection; input: PullInput; limits: PullLimits },
): Promise<PullResult> {
  const pull: Pull = { ...beginPull(deps, connection, limits), lastfm };
  const sinceTs = input.since === undefined ? null : Math.floor(Date.parse(input.since) / 1000);
  if (input.direction === 'backward') {
    const complete = await pullBackward(pull, sinceTs);
    return { ...pull.done, complete };
  }
  const askedAt = deps.clock();
  const complete = await forward(pull, { sinceTs, askedAt });
  return { ...pull.done, complete, askedAt: askedAt.toISOString() };
}

async function forward(pull: Pull, { sinceTs, askedAt }: { sinceTs: number | null; askedAt: Date }): Promise<boolean> {
  const reading = dueReading(pull.connection, askedAt);
  // One walk for both: what is read again anyway goes on to the newest there is.
  if (reading?.coversNewest !== true && !(await pullForward(pull))) return false;
  const history = historyOf(pull);
  if (sinceTs !== null && pull.connection.newestTs !== null) await readAgainFrom(pull, history, sinceTs);
  await reconcile(pull, history, reading);
  return true;
}

function historyOf(pull: Pull): History {
  const { lastfm, connection, context } = pull;
  const { externalName: user, token: sessionKey } = connection;
  return {
    // A window is read whole: its cursor is nowhere but here.
    walk: (fromTs, onPage) => walkForward({ ...pull, limits: { ...pull.limits, pages: Infinity } }, fromTs, onPage),
    count: async () =>
      (await lastfm.recentTracks({ user, sessionKey, page: 1, limit: 1, signal: context.signal })).total,
  };
}
