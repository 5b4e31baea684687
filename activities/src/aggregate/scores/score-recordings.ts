import { addPending, claimPending, completePending } from '@sidetrack/prisma';
import type { NewPending, PendingRow } from '@sidetrack/prisma';
import { activityContext } from '../../context.ts';
import { progressReporter } from '../../jobs/progress.ts';
import type { Deps } from '../../types.ts';
import { refitLabels } from '../calibrations/refit-labels.ts';
import { markListenersDirty } from '../mark-dirty.ts';
import { readEvidence } from './read-evidence.ts';
import { scoresOf, type RecordingScores } from './recording-scores.ts';
import { readInputHashes, writeScores } from './write-scores.ts';

/** Recordings a transaction, and batches an activity: enough to be quick, few enough for a retry to lose little. */
const BATCH = 500;
const MOST_BATCHES = 20;
const LEASE_SECONDS = 300;
/** A burst of new evidence makes one map. */
const MAP_DELAY_MS = 20_000;

/**
 * Scores the recordings whose evidence may have changed (pending rows of kind `score`), a batch a transaction. A
 * recording whose evidence is what it was, writes nothing; one whose scores changed makes the weeks of everyone who
 * played it dirty. `scored` counts those looked at, `changed` those written, `remaining` what is due and unclaimed still.
 */
export async function scoreRecordings(deps: Deps): Promise<{ scored: number; changed: number; remaining: number }> {
  const context = activityContext(deps);
  const claimedBy = context.workflowId ?? 'score-recordings';
  const report = progressReporter(deps, 'recordings');
  let scored = 0;
  let changed = 0;
  let remaining = await countDue(deps);
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    context.signal.throwIfAborted();
    const claimed = await claimPending(deps.db, {
      kind: 'score',
      limit: BATCH,
      claimedBy,
      leaseSeconds: LEASE_SECONDS,
      now: deps.clock(),
    });
    if (claimed.length === 0) break;
    changed += await scoreBatch(deps, claimed);
    scored += claimed.length;
    remaining = await countDue(deps);
    context.heartbeat({ scored });
    await report({ done: scored, total: scored + remaining });
  }
  return { scored, changed, remaining };
}

async function scoreBatch(deps: Deps, claimed: readonly PendingRow[]): Promise<number> {
  const ids = [...new Set(claimed.map(({ subject }) => subject))].sort();
  return deps.db.asService(async (tx) => {
    const evidence = await readEvidence(tx, ids);
    const known = await readInputHashes(tx, ids);
    const scores = [...evidence].map(([recordingId, found]) => scoresOf(recordingId, found));
    const changed = scores.filter(({ recordingId, inputHash }) => known.get(recordingId) !== inputHash);
    await writeScores(tx, changed, deps.clock());
    await refitLabels(tx, ids, deps.clock());
    await markListenersDirty(
      tx,
      changed.map(({ recordingId }) => recordingId),
      'score',
    );
    await addPending(tx, mapsFor(changed, deps.clock()));
    await completePending(
      tx,
      claimed.map(({ id }) => id),
    );
    return changed.length;
  });
}

/** Evidence that changed may be what places a track on a map: also where its audio was measured before anyone played it. */
function mapsFor(changed: readonly RecordingScores[], now: Date): NewPending[] {
  const dueAt = new Date(now.getTime() + MAP_DELAY_MS);
  const of = (subject: string): NewPending => ({ kind: 'map', subject, reason: 'score', dueAt });
  if (changed.length === 0) return [];
  return changed.some(({ hasAudio }) => hasAudio) ? [of('audio'), of('tag')] : [of('tag')];
}

async function countDue({ db, clock }: Deps): Promise<number> {
  const [row] = await db.asService((tx) => tx.query<{ count: number }>(COUNT, [clock()]));
  return row!.count;
}

const COUNT = `
  SELECT count(*)::int AS count FROM pending
  WHERE kind = 'score' AND due_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)`;
