import type { Connection } from '../connections/read-connection.ts';
import { activityContext } from '../context.ts';
import { PermanentError } from '../errors.ts';
import { progressReporter } from '../jobs/progress.ts';
import type { Deps, PullInput, PullResult } from '../types.ts';
import type { ListenBrainz } from './client.ts';
import type { Pull, PullLimits } from './pull.ts';
import { pullBackward } from './pull-backward.ts';
import { pullForward } from './pull-forward.ts';
import { readAgain, readAgainFrom } from './read-again.ts';

export const DEFAULT_LIMITS: PullLimits = { pageSize: 500, pages: 20 };

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
  const context = activityContext(deps);
  const done = { pages: 0, imported: 0, duplicates: 0 };
  const pull: Pull = {
    deps,
    listenbrainz,
    connection,
    context,
    report: progressReporter(deps, 'listens'),
    limits,
    done,
  };
  context.heartbeat();
  await checkToken(pull);
  const sinceTs = input.since === undefined ? null : Math.floor(Date.parse(input.since) / 1000);
  const complete = input.direction === 'forward' ? await forward(pull, sinceTs) : await pullBackward(pull, sinceTs);
  return { ...done, complete };
}

async function forward(pull: Pull, sinceTs: number | null): Promise<boolean> {
  if (!(await pullForward(pull))) return false;
  if (sinceTs !== null && pull.connection.newestTs !== null) await readAgainFrom(pull, sinceTs);
  await readAgain(pull);
  return true;
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
