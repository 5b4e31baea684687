import { dueReading } from '../connections/cadence.ts';
import type { PullLimits } from '../connections/pull-run.ts';
import { beginPull } from '../connections/pull-run.ts';
import type { Connection } from '../connections/read-connection.ts';
import type { History } from '../connections/reconcile.ts';
import { readAgainFrom, reconcile } from '../connections/reconcile.ts';
import { PermanentError } from '../errors.ts';
import type { Deps, PullInput, PullResult } from '../types.ts';
import type { ListenBrainz } from './client.ts';
import type { Pull } from './pull.ts';
import { pullBackward } from './pull-backward.ts';
import { pullForward, walkForward } from './pull-forward.ts';

/** Pulls a bounded number of pages of one ListenBrainz account; the cursor lies in its connection. */
export async function pullListenBrainz(
  deps: Deps,
  {
    listenbrainz,
    connection,
    input,
    limits,
  }: { listenbrainz: ListenBrainz; connection: Connection; input: PullInput; limits: PullLimits },
): Promise<PullResult> {
  const pull: Pull = { ...beginPull(deps, connection, limits), listenbrainz };
  await checkToken(pull);
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
  const { listenbrainz, connection, context } = pull;
  const { externalName: user, token } = connection;
  return {
    // A window is read whole: its cursor is nowhere but here.
    walk: (fromTs, onPage) => walkForward({ ...pull, limits: { ...pull.limits, pages: Infinity } }, fromTs, onPage),
    count: () => listenbrainz.listenCount({ user, token, signal: context.signal }),
  };
}

/** Reading works without a token too, so a wrong one would never be noticed: it is asked about at the first pull, and after a failure. */
async function checkToken({
  connection: { token, isFailing, lastSyncedAt },
  listenbrainz,
  context,
}: Pull): Promise<void> {
  if (token === undefined || (lastSyncedAt !== null && !isFailing)) return;
  if ((await listenbrainz.tokenOwner(token, context.signal)) !== null) return;
  throw new PermanentError('ListenBrainz does not know this token.', {
    service: 'ListenBrainz',
    remedy: 'Copy it again from listenbrainz.org/settings and enter it under Connections.',
  });
}
