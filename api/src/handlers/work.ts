import { weekCalendar } from '@sidetrack/analysis';
import type { PendingKind, Sql } from '@sidetrack/prisma';
import { startWork } from '../jobs/start-work.ts';
import type { Work } from '../jobs/start-work.ts';
import { readChosenAudio } from '../queries/chosen-audio.ts';
import { readConnection } from '../queries/connections.ts';
import { readListener } from '../queries/listener.ts';
import { requestPending, withdrawPending } from '../queries/request-pending.ts';
import { readListeningDays, requestWeeks, withdrawWeekRequests } from '../queries/request-weeks.ts';
import { readUntaggedRecordings } from '../queries/untagged-recordings.ts';
import type { Handlers } from '../server/call.ts';
import { conflict, notFound } from '../server/problem-error.ts';

/** Tags of a track that Last.fm was asked for within these days are not asked for again. */
const TAGS_FRESH_DAYS = 30;
const DAY_MS = 86_400_000;

export const syncListens: Handlers['syncListens'] = async ({ query, scope, correlationId, locate }, deps) => {
  const connection = await scope.run((tx) => readConnection(tx, scope.userId, 'listenbrainz'));
  if (connection === undefined) {
    throw conflict(
      'No ListenBrainz account is connected.',
      'Connect one: PUT /api/v1/connections/listenbrainz with {"externalName": "your name there"}, or import an export file.',
    );
  }
  return follow(
    locate,
    await startWork(
      {
        kind: 'sync-listens',
        workflow: 'SyncListens',
        workflowId: `sync-listens/${connection.id}`,
        args: [{ connectionId: connection.id, ...(query.since === undefined ? {} : { since: query.since }) }],
        summary: 'Pull listens from listenbrainz',
      },
      { scope, deps, correlationId },
    ),
  );
};

export const syncTags: Handlers['syncTags'] = async ({ query, scope, correlationId, locate }, deps) => {
  if (deps.settings.lastfmApiKey === undefined) {
    throw conflict(
      'This installation has no Last.fm API key.',
      'Set SIDETRACK_LASTFM_API_KEY and start SideTrack again.',
    );
  }
  const now = deps.now();
  const since = query.since === undefined ? null : new Date(`${query.since}T00:00:00Z`);
  const heard = { since, notAskedSince: new Date(now.getTime() - TAGS_FRESH_DAYS * DAY_MS) };
  const work: Work = {
    kind: 'sync-tags',
    workflow: 'SyncTags',
    workflowId: 'sync-tags',
    args: [],
    summary: 'Fetch tags of recordings',
    prepare: async (tx) => prepared('tags', null, await readUntaggedRecordings(tx, scope.userId, heard), now)(tx),
  };
  return follow(locate, await startWork(work, { scope, deps, correlationId }));
};

export const analyzeTrack: Handlers['analyzeTrack'] = async ({ params, scope, correlationId, locate }, deps) => {
  const audio = await scope.run((tx) => readChosenAudio(tx, scope.userId, params.id));
  if (audio === undefined) throw noTrack();
  if (audio === null) {
    throw conflict(
      'No audio file is matched with this track.',
      'Add the folder that holds it: POST /api/v1/library/roots, or `sidetrack up --audio DIR`.',
    );
  }
  const work: Work = {
    kind: 'extract-audio',
    workflow: 'ExtractAudio',
    workflowId: 'extract-audio',
    args: [{ workers: deps.settings.extractWorkers }],
    summary: 'Measure audio files',
    prepare: prepared('extract', scope.userId, [audio.audioSha256], deps.now()),
  };
  return follow(locate, await startWork(work, { scope, deps, correlationId }));
};

export const scoreTrack: Handlers['scoreTrack'] = async ({ params, scope, correlationId, locate }, deps) => {
  if ((await scope.run((tx) => readChosenAudio(tx, scope.userId, params.id))) === undefined) throw noTrack();
  const work: Work = {
    kind: 'score-recordings',
    workflow: 'ScoreRecordings',
    workflowId: 'score-recordings',
    args: [],
    summary: 'Score recordings',
    prepare: prepared('score', null, [params.id], deps.now()),
  };
  return follow(locate, await startWork(work, { scope, deps, correlationId }));
};

export const aggregateWeeks: Handlers['aggregateWeeks'] = async ({ scope, correlationId, locate }, deps) => {
  const work: Work = {
    kind: 'aggregate-weeks',
    workflow: 'AggregateWeeks',
    workflowId: `aggregate-weeks/${scope.userId}`,
    args: [{ userId: scope.userId }],
    summary: 'Sum up weeks that changed',
    prepare: async (tx) => {
      const asked = await requestWeeks(tx, scope.userId, await weeksOfHistory(tx, scope.userId), deps.now());
      return (undo) => withdrawWeekRequests(undo, scope.userId, asked);
    },
  };
  return follow(locate, await startWork(work, { scope, deps, correlationId }));
};

function follow<Job extends { id: string }>(locate: (path: string) => void, job: Job): { job: Job } {
  locate(`/jobs/${job.id}`);
  return { job };
}

function prepared(
  kind: PendingKind,
  userId: string | null,
  subjects: readonly string[],
  now: Date,
): NonNullable<Work['prepare']> {
  return async (tx) => {
    const added = await requestPending(tx, { kind, userId, subjects, now });
    return (undo) => withdrawPending(undo, { kind, userId, subjects: added, now });
  };
}

async function weeksOfHistory(tx: Sql, userId: string): Promise<string[]> {
  const listener = await readListener(tx, userId);
  const calendar = weekCalendar(listener?.timeZones ?? []);
  const days = await readListeningDays(tx, userId);
  return [...new Set(days.flatMap(({ first, last }) => [calendar.weekStartOf(first), calendar.weekStartOf(last)]))];
}

function noTrack(): Error {
  return notFound('track', 'GET /api/v1/listens/recent shows tracks with their ids.');
}
