import { claimPending, completePending, lockMatches } from '@sidetrack/prisma';
import { activityContext } from '../context.ts';
import type { Deps, MatchResult } from '../types.ts';
import { chooseMatches } from './choose-matches.ts';
import { markChanged } from './mark-changed.ts';
import { mostPlayedFirst } from './most-played-first.ts';
import { pairUp } from './pair-up.ts';
import { heardRecordings, ownFiles, type HeardRecording } from './read-library.ts';
import { chosenAudio, listenersDecisions, storeMatches } from './stored-matches.ts';

const LEASE_SECONDS = 600;

/**
 * Joins one listener's files with what they heard, whole and anew: reading all of it is quicker than finding out what a
 * change may touch. Recordings for which other audio stands afterwards are scored again.
 *
 * @returns how many heard recordings have a file, and how many have none
 */
export async function matchLibrary(deps: Deps, { userId }: { userId: string }): Promise<MatchResult> {
  const { db, clock } = deps;
  const { workflowId } = activityContext(deps);
  const claims = await claimPending(db, {
    kind: 'match',
    userId,
    limit: 10,
    claimedBy: workflowId ?? 'match-library',
    leaseSeconds: LEASE_SECONDS,
    now: clock(),
  });
  const now = clock();
  return db.asUser(userId, async (tx) => {
    await lockMatches(tx, userId);
    const before = await chosenAudio(tx, userId);
    const heard = await heardRecordings(tx, userId);
    const candidates = pairUp(heard, await ownFiles(tx, userId));
    await storeMatches(tx, userId, chooseMatches(candidates, await listenersDecisions(tx, userId)));
    const after = await chosenAudio(tx, userId);
    const changed = [...new Set([...before.keys(), ...after.keys()])]
      .filter((id) => before.get(id) !== after.get(id))
      .sort();
    if (changed.length > 0) await markChanged(tx, changed);
    await mostPlayedFirst(tx, { userId, now, plays: playsOf(heard, after) });
    await completePending(
      tx,
      claims.map(({ id }) => id),
    );
    const matched = heard.filter(({ id }) => after.has(id)).length;
    return { matched, unmatched: heard.length - matched };
  });
}

function playsOf(heard: readonly HeardRecording[], audio: ReadonlyMap<string, string>): Map<string, number> {
  const plays = new Map<string, number>();
  for (const recording of heard) {
    const sha = audio.get(recording.id);
    if (sha !== undefined) plays.set(sha, (plays.get(sha) ?? 0) + recording.plays);
  }
  return plays;
}
