import type { Sql } from '@sidetrack/prisma';
import type { TrackDecisionShape } from '../contract/track-decisions.ts';
import type { Deps } from '../deps.ts';
import { wakeDispatcher } from '../jobs/wake-dispatcher.ts';
import * as queries from '../queries/decide-tracks.ts';
import { markMatchChanged } from '../queries/mark-match-changed.ts';
import { requestPending } from '../queries/request-pending.ts';
import { readHeard, readTold, readTrackDecisions } from '../queries/track-decisions.ts';
import { isKnownTrack } from '../queries/track.ts';
import type { Handlers } from '../server/call.ts';
import { conflict, notFound } from '../server/problem-error.ts';

const SHOWN_WHERE = 'GET /api/v1/library/tracks lists those that were played.';

export const listTrackTold: Handlers['listTrackTold'] = ({ params, scope }) =>
  scope.run(async (tx) => {
    if (!(await isKnownTrack(tx, params.id))) throw notFound('track', SHOWN_WHERE);
    return { told: await readTold(tx, scope.userId, params.id) };
  });

export const listTrackDecisions: Handlers['listTrackDecisions'] = async ({ scope }) => ({
  decisions: await scope.run((tx) => readTrackDecisions(tx, scope.userId)),
});

export const mergeTracks: Handlers['mergeTracks'] = async ({ body, scope }, deps) => {
  const { recordingId: from, intoRecordingId: into } = body;
  if (from === into)
    throw conflict('A track is the same as itself already.', 'Name another track as `intoRecordingId`.');
  const decision = await scope.run(async (tx) => {
    await lockListens(tx, scope.userId);
    const heard = await readHeard(tx, scope.userId, [from, into]);
    if (heard.size < 2) throw notFound('track', SHOWN_WHERE);
    const id = await queries.decide(tx, scope.userId, { kind: 'merge', from, into, told: [], now: deps.now() });
    return follow(tx, scope.userId, { id, changed: [from, into], now: deps.now() });
  });
  return told(deps, scope.userId, decision);
};

export const splitTrack: Handlers['splitTrack'] = async ({ body, scope }, deps) => {
  const { recordingId: from, title, artistCredit } = body;
  const decision = await scope.run(async (tx) => {
    await lockListens(tx, scope.userId);
    const heard = await readHeard(tx, scope.userId, [from]);
    if (heard.size === 0) throw notFound('track', SHOWN_WHERE);
    const known = await readTold(tx, scope.userId, from);
    const named = new Set(body.told.map(wordsOf));
    const split = known.filter((words) => named.has(wordsOf(words)));
    if (split.length === 0)
      throw conflict(
        'No play of this track was told in these words.',
        `GET /api/v1/tracks/${from}/told lists the words there are.`,
      );
    if (split.length === known.length)
      throw conflict(
        'These are all plays of the track: nothing would be left of it.',
        'Name only some of the words, or merge the track into another one.',
      );
    const into = await queries.addOwnRecording(tx, scope.userId, { title, artistCredit, like: from });
    const words = split.map(({ artistName, trackName, releaseName }) => ({ artistName, trackName, releaseName }));
    const id = await queries.decide(tx, scope.userId, { kind: 'split', from, into, told: words, now: deps.now() });
    return follow(tx, scope.userId, { id, changed: [from, into], now: deps.now() });
  });
  return told(deps, scope.userId, decision);
};

export const undoTrackDecision: Handlers['undoTrackDecision'] = async ({ params: { id }, scope }, deps) => {
  await scope.run(async (tx) => {
    await lockListens(tx, scope.userId);
    const [decision] = await readTrackDecisions(tx, scope.userId, id);
    if (decision === undefined) throw notFound('decision', 'GET /api/v1/track-decisions lists those that stand.');
    if (await queries.isBuiltOn(tx, scope.userId, id))
      throw conflict('A later decision about the same track builds on this one.', 'Take the later one back first.');
    const changed = [decision.from.recordingId, decision.into.recordingId];
    // Before and after: the weeks are those of plays that stand with either.
    await markMatchChanged(tx, scope.userId, { recordingIds: changed, now: deps.now() });
    await queries.undo(tx, scope.userId, { id, now: deps.now() });
    await requestPending(tx, { kind: 'match', userId: scope.userId, subjects: ['*'], now: deps.now() });
  });
  deps.events.nudge(scope.userId);
  wakeDispatcher(deps);
  return undefined;
};

/** Plays that are being written would else be resolved by what stood before. */
async function lockListens(tx: Sql, userId: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('listens of ' || $1, 0))`, [userId]);
}

async function follow(
  tx: Sql,
  userId: string,
  { id, changed, now }: { id: string; changed: readonly string[]; now: Date },
): Promise<TrackDecisionShape> {
  await markMatchChanged(tx, userId, { recordingIds: changed, now });
  await requestPending(tx, { kind: 'match', userId, subjects: ['*'], now });
  const [decision] = await readTrackDecisions(tx, userId, id);
  return decision!;
}

function told(deps: Deps, userId: string, decision: TrackDecisionShape): TrackDecisionShape {
  deps.events.nudge(userId);
  wakeDispatcher(deps);
  return decision;
}

const wordsOf = ({
  artistName,
  trackName,
  releaseName,
}: {
  artistName: string;
  trackName: string;
  releaseName: string | null;
}): string => JSON.stringify([artistName, trackName, releaseName]);
