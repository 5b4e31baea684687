import { lockMatches } from '@sidetrack/prisma';
import type { DecisionShape } from '../contract/matches.ts';
import { wakeDispatcher } from '../jobs/wake-dispatcher.ts';
import * as queries from '../queries/decide-matches.ts';
import { readLibraryFiles } from '../queries/library-files.ts';
import { readLibraryTracks } from '../queries/library-tracks.ts';
import { markMatchChanged } from '../queries/mark-match-changed.ts';
import { countToConfirm, readMatches } from '../queries/matches.ts';
import { requestPending } from '../queries/request-pending.ts';
import type { Handlers } from '../server/call.ts';
import { notFound } from '../server/problem-error.ts';

export const listMatches: Handlers['listMatches'] = ({ query, scope }) =>
  scope.run((tx) => readMatches(tx, scope.userId, query));

export const listLibraryFiles: Handlers['listLibraryFiles'] = ({ query, scope }) =>
  scope.run((tx) => readLibraryFiles(tx, scope.userId, query));

export const listLibraryTracks: Handlers['listLibraryTracks'] = ({ query, scope }) =>
  scope.run((tx) => readLibraryTracks(tx, scope.userId, query));

export const decideMatches: Handlers['decideMatches'] = async ({ body, scope }, deps) => {
  const { userId } = scope;
  const now = deps.now();
  const decisions = lastOfEach(body.decisions);
  const recordingIds = [...new Set(decisions.map(({ recordingId }) => recordingId))];
  const fileIds = [...new Set(decisions.map(({ fileId }) => fileId))];
  const decided = await scope.run(async (tx) => {
    await lockMatches(tx, userId);
    const known = await queries.countKnown(tx, userId, { recordingIds, fileIds });
    if (known.tracks < recordingIds.length)
      throw notFound('track', 'GET /api/v1/library/tracks lists those there are.');
    if (known.files < fileIds.length) throw notFound('file', 'GET /api/v1/library/files lists those there are.');
    const before = await queries.readStandingAudio(tx, userId, recordingIds);
    const earlier = await queries.readDecisions(tx, userId, recordingIds);
    await queries.writeDecisions(tx, userId, { decisions, now });
    const after = await queries.readStandingAudio(tx, userId, recordingIds);
    const changed = recordingIds.filter((id) => before.get(id) !== after.get(id));
    await markMatchChanged(tx, userId, { recordingIds: changed, now });
    // What is left to the ladder may have candidates that no row stands for.
    if (decisions.some(({ verdict }) => verdict === 'undecided'))
      await requestPending(tx, { kind: 'match', userId, subjects: ['*'], now });
    return { changed: changed.length, toConfirm: await countToConfirm(tx, userId), undo: undoOf(decisions, earlier) };
  });
  deps.events.nudge(userId);
  wakeDispatcher(deps);
  return decided;
};

/** Of several about a pair, and of several that say `same` for a track, the last one. */
function lastOfEach(given: readonly DecisionShape[]): DecisionShape[] {
  const byPair = new Map(given.map((decision) => [pairOf(decision), decision]));
  const chosen = new Map(given.filter(({ verdict }) => verdict === 'same').map((one) => [one.recordingId, one]));
  return [...byPair.values()].filter(
    (one) => one.verdict !== 'same' || pairOf(chosen.get(one.recordingId)!) === pairOf(one),
  );
}

/** What was decided about these tracks before, and that nothing was about the other pairs. */
function undoOf(decisions: readonly DecisionShape[], earlier: readonly DecisionShape[]): DecisionShape[] {
  const before = new Set(earlier.map(pairOf));
  const fresh = decisions.filter((decision) => !before.has(pairOf(decision)));
  return [...fresh.map((decision) => ({ ...decision, verdict: 'undecided' as const })), ...earlier];
}

const pairOf = ({ recordingId, fileId }: DecisionShape): string => `${recordingId} ${fileId}`;
