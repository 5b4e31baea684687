import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { exportFileName, exportOf } from '../export/export-of.ts';
import { trackTable } from '../export/track-table.ts';
import { zipOf } from '../export/zip-stream.ts';
import { wakeDispatcher } from '../jobs/wake-dispatcher.ts';
import { readListener } from '../queries/listener.ts';
import type { Handlers } from '../server/call.ts';
import { invalidRequest, notFound, ProblemError } from '../server/problem-error.ts';
import { leave } from '../settings/leave.ts';

export const exportAll: Handlers['exportAll'] = async ({ scope, request, response }, { now, logger }) => {
  const listener = await scope.run((tx) => readListener(tx, scope.userId));
  if (listener === undefined) throw notFound('listener', 'Start SideTrack again: it makes the local user anew.');
  const at = now();
  response.status(200).type('application/zip');
  response.set({
    'Content-Disposition': `attachment; filename="${exportFileName(listener.handle, at)}"`,
    'Cache-Control': 'no-store',
  });
  if (request.method === 'HEAD') {
    response.end();
    return undefined;
  }
  // Once bytes are on their way no problem document can follow: the connection is cut, and what was sent is no zip.
  await pipeline(Readable.from(zipOf(exportOf(scope, { at }), at)), response).catch((error: unknown) => {
    logger.warn({ err: error, userId: scope.userId }, 'An export was cut off.');
  });
  return undefined;
};

export const exportTracks: Handlers['exportTracks'] = async ({ scope, request, response }, { logger }) => {
  response.status(200).type('text/csv');
  response.set({ 'Content-Disposition': 'attachment; filename="tracks.csv"', 'Cache-Control': 'no-store' });
  if (request.method === 'HEAD') {
    response.end();
    return undefined;
  }
  const pages = Readable.from(trackTable(scope)).map((page: readonly string[]) => page.join(''));
  await pipeline(pages, response).catch((error: unknown) => {
    logger.warn({ err: error, userId: scope.userId }, 'A table of tracks was cut off.');
  });
  return undefined;
};

export const deleteEverything: Handlers['deleteEverything'] = async ({ scope, caller, body, correlationId }, deps) => {
  if (caller.shown === 'token') throw onlyInPerson();
  const { remainingRows } = await leave(deps, {
    userId: scope.userId,
    isConfirmed: (handle) => {
      if (body.confirmation.trim() === handle) return;
      throw invalidRequest([{ where: 'body.confirmation', message: `Type ${handle} to delete everything.` }]);
    },
  });
  // The dispatcher finds it by itself; this only saves the seconds until it looks.
  await deps.workflows
    .start({
      workflow: 'PurgeListener',
      workflowId: `purge-listener/${scope.userId}`,
      args: [{ userId: scope.userId }],
      summary: 'Delete everything of a listener',
      correlationId,
    })
    .catch((error: unknown) => deps.logger.warn({ err: error }, 'The purge begins once Temporal answers.'));
  wakeDispatcher(deps);
  return { remainingRows };
};

function onlyInPerson(): ProblemError {
  return new ProblemError({
    status: 403,
    kind: 'not-by-token',
    title: 'Not with a token',
    detail: 'A personal token cannot delete a listener: whoever finds one could.',
    remedy: 'Do it in the dashboard, under Settings.',
  });
}
