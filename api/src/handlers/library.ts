import { stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { refuseInDemo } from '../access/refuse-in-demo.ts';
import { wakeDispatcher } from '../jobs/wake-dispatcher.ts';
import { startWork } from '../jobs/start-work.ts';
import * as queries from '../queries/add-audio-root.ts';
import { readAudioRoots } from '../queries/audio-roots.ts';
import { countFiles } from '../queries/file-counts.ts';
import { readTrackCover } from '../queries/library-tracks.ts';
import { countToConfirm } from '../queries/matches.ts';
import { readTracksWithoutFile } from '../queries/tracks-without-file.ts';
import { readUnmatchedFiles } from '../queries/unmatched.ts';
import type { Handlers } from '../server/call.ts';
import { conflict, ProblemError } from '../server/problem-error.ts';

export const getLibrary: Handlers['getLibrary'] = ({ scope }) =>
  scope.run(async (tx) => ({
    roots: await readAudioRoots(tx, scope.userId),
    ...(await countFiles(tx, scope.userId)),
    toConfirm: await countToConfirm(tx, scope.userId),
    ...(await readTrackCover(tx, scope.userId)),
  }));

export const listUnmatched: Handlers['listUnmatched'] = ({ query, scope }) =>
  scope.run(async (tx) => ({
    files: await readUnmatchedFiles(tx, scope.userId, query.limit),
    tracks: await readTracksWithoutFile(tx, scope.userId, query.limit),
  }));

export const addAudioRoot: Handlers['addAudioRoot'] = async ({ body, scope, locate }, deps) => {
  if (deps.settings.mode === 'hosted') throw notOnAServer();
  const path = await existingFolder(body.path);
  const root = await scope.run(async (tx) => {
    await refuseInDemo(tx, scope.userId);
    const id = await queries.addAudioRoot(tx, scope.userId, path, deps.now());
    return (await readAudioRoots(tx, scope.userId)).find((one) => one.id === id);
  });
  locate('/library');
  deps.events.nudge(scope.userId);
  wakeDispatcher(deps);
  return root!;
};

export const scanLibrary: Handlers['scanLibrary'] = async ({ scope, correlationId, locate }, deps) => {
  const roots = await scope.run((tx) => readAudioRoots(tx, scope.userId));
  const jobs = [];
  for (const { id } of roots) {
    const work = {
      kind: 'scan-library',
      workflow: 'ScanLibrary',
      workflowId: `scan-library/${id}`,
      args: [{ rootId: id }],
      summary: 'Scan a folder of audio',
    } as const;
    jobs.push(await startWork(work, { scope, deps, correlationId }));
  }
  const [job] = jobs;
  if (job === undefined)
    throw conflict(
      'There is no folder to scan.',
      'Add one: POST /api/v1/library/roots, or `sidetrack up --audio DIR`.',
    );
  locate(`/jobs/${job.id}`);
  return { job, jobs };
};

async function existingFolder(given: string): Promise<string> {
  if (!isAbsolute(given))
    throw conflict(
      'The path of a folder begins at the root of the file system.',
      'Give the whole path, such as /home/ana/Music.',
    );
  const path = resolve(given);
  const found = await stat(path).catch(() => null);
  if (found === null)
    throw conflict(
      'There is no such folder on this machine, or it may not be read.',
      'Check the path and its permissions.',
    );
  if (!found.isDirectory()) throw conflict('This path is a file.', 'Give the folder that it lies in.');
  return path;
}

function notOnAServer(): ProblemError {
  return new ProblemError({
    status: 403,
    kind: 'laptop-only',
    title: 'On a laptop only',
    detail: 'Folders of a server are not for its listeners to choose.',
    remedy: 'Its administrator sets the audio volume; `sidetrack analyze --upload` measures at home.',
  });
}
