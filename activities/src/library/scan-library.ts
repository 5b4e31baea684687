import { addPending } from '@sidetrack/prisma';
import { activityContext } from '../context.ts';
import { PermanentError } from '../errors.ts';
import { readExtractOptions } from '../extract/read-extract-options.ts';
import type { Wanted } from '../extract/wanted-measurement.ts';
import { progressReporter } from '../jobs/progress.ts';
import type { ScanResult } from '../types.ts';
import { askForExtraction } from './ask-for-extraction.ts';
import type { LibraryDeps } from './library-deps.ts';
import { readFile, type ReadFile } from './read-file.ts';
import { markChanged } from './mark-changed.ts';
import { planScan, type ScanPlan } from './scan-plan.ts';
import { knownFiles, recordingsOfChangedAudio, setFileState, storeFiles } from './stored-files.ts';
import { walkAudio, type FoundFile, type Walk } from './walk.ts';

const FILES_PER_BATCH = 48;
const READS_AT_ONCE = 4;
/** While a first scan of a large folder goes on, what it has found so far is matched this often. */
const MATCH_EVERY_MS = 20_000;
const RESCAN_MINUTES = 10;

interface Root {
  rootId: string;
  userId: string;
  path: string;
}

/**
 * Brings what is known of one folder up to date: new and changed files are hashed and read, vanished ones marked, and
 * what follows from it is asked for (matching, measuring). A file that cannot be read keeps its reason and stops no other.
 * Killed and begun again, it goes on behind the last batch, which is known by then.
 *
 * @throws {PermanentError} when the folder is not registered any more
 */
export async function scanLibrary(deps: LibraryDeps, { rootId }: { rootId: string }): Promise<ScanResult> {
  const { db } = deps;
  const { heartbeat } = activityContext(deps);
  const [root] = await db.asService((tx) => tx.query<Root>(ROOT, [rootId]));
  if (root === undefined) {
    throw new PermanentError('This folder of audio was removed.', {
      service: 'library',
      remedy: 'Add it again to have it scanned.',
    });
  }
  const walk = await walkAudio(root.path, heartbeat);
  const known = await db.asUser(root.userId, (tx) => knownFiles(tx, rootId));
  const plan = planScan(walk, known);
  await noteDisappearance(deps, root, plan);
  const read = await readAll(deps, root, plan.read);
  await finish(deps, root, { walk, changed: plan.returned.length + plan.gone.length + read.files > 0 });
  return {
    files: walk.files.length,
    hashed: read.files - read.unreadable,
    unreadable: read.unreadable,
    gone: plan.gone.length,
  };
}

async function noteDisappearance(
  { db }: LibraryDeps,
  { rootId, userId }: Root,
  { gone, returned }: ScanPlan,
): Promise<void> {
  await db.asUser(userId, async (tx) => {
    await setFileState(tx, rootId, gone, 'gone');
    await setFileState(tx, rootId, returned, 'ready');
  });
}

async function readAll(
  deps: LibraryDeps,
  root: Root,
  files: readonly FoundFile[],
): Promise<{ files: number; unreadable: number }> {
  const { db, clock } = deps;
  const { heartbeat, signal, logger } = activityContext(deps);
  const report = progressReporter(deps, 'files');
  const owner = { userId: root.userId, rootId: root.rootId };
  let unreadable = 0;
  let matchAskedAt = clock().getTime();
  for (let from = 0; from < files.length; from += FILES_PER_BATCH) {
    await report({ done: from, total: files.length, message: 'Reading audio files' });
    const batch = await readBatch(deps, root.path, files.slice(from, from + FILES_PER_BATCH));
    for (const file of batch)
      if (file.state === 'unreadable') logger.info({ reason: file.stateReason }, 'An audio file could not be read.');
    unreadable += batch.filter(({ state }) => state === 'unreadable').length;
    const now = clock();
    const mayMatch = now.getTime() - matchAskedAt >= MATCH_EVERY_MS;
    if (mayMatch) matchAskedAt = now.getTime();
    const wanted = await wantedOf(deps, root);
    await db.asUser(root.userId, async (tx) => {
      const changed = await recordingsOfChangedAudio(tx, root.rootId, batch);
      await storeFiles(tx, { ...owner, now }, batch);
      if (changed.length > 0) await markChanged(tx, changed);
      if (mayMatch) {
        await askForExtraction(tx, owner, wanted);
        await addPending(tx, [{ kind: 'match', userId: root.userId, subject: '*', reason: 'library changed' }]);
      }
    });
    heartbeat({ done: from + batch.length });
    signal.throwIfAborted();
  }
  await report({ done: files.length, total: files.length });
  return { files: files.length, unreadable };
}

async function readBatch(
  { readers, ...deps }: LibraryDeps,
  path: string,
  files: readonly FoundFile[],
): Promise<ReadFile[]> {
  const { heartbeat } = activityContext(deps);
  const read: ReadFile[] = [];
  let next = 0;
  const reader = async (): Promise<void> => {
    for (let index = next++; index < files.length; index = next++) {
      read[index] = await readFile(path, files[index]!, readers);
      heartbeat();
    }
  };
  await Promise.all(Array.from({ length: READS_AT_ONCE }, reader));
  return read;
}

async function finish(
  deps: LibraryDeps,
  root: Root,
  { walk, changed }: { walk: Walk; changed: boolean },
): Promise<void> {
  const now = deps.clock();
  const wanted = await wantedOf(deps, root);
  await deps.db.asUser(root.userId, async (tx) => {
    const { beyondQuota } = await askForExtraction(tx, root, wanted);
    if (changed)
      await addPending(tx, [{ kind: 'match', userId: root.userId, subject: '*', reason: 'library changed' }]);
    await tx.query(SCANNED, [
      root.rootId,
      now,
      new Date(now.getTime() + RESCAN_MINUTES * 60_000),
      folderReason(root.path, walk) ?? quotaReason(beyondQuota),
    ]);
  });
}

async function wantedOf({ db, settings, wantedMeasurement }: LibraryDeps, { userId }: Root): Promise<Wanted> {
  return wantedMeasurement(await db.asUser(userId, (tx) => readExtractOptions(tx, userId, settings)));
}

function quotaReason(tracks: number): string | null {
  if (tracks === 0) return null;
  const count = tracks === 1 ? 'One track is' : `${String(tracks)} tracks are`;
  return `${count} not measured: the quota of tracks is used up. Ask the administrator to raise it (spec.quotas.maxTracks), or take audio out of the folder.`;
}

/** One sentence for the person whose folder it is, or null where all is well. */
export function folderReason(path: string, { files, problems }: Walk): string | null {
  const whole = problems.find(({ relativePath }) => relativePath === '');
  if (whole !== undefined) {
    return `The folder ${path} could not be read. ${whole.reason} Connect the disk or correct the path; it is looked at again every ${String(RESCAN_MINUTES)} minutes.`;
  }
  const [first] = problems;
  if (first !== undefined) {
    const count = problems.length === 1 ? 'One place' : `${String(problems.length)} places`;
    return `${count} in ${path} could not be read: ${first.relativePath}${problems.length > 1 ? ' and others' : ''}. ${first.reason}`;
  }
  if (files.length === 0)
    return `There is no audio in ${path}. Put files there (mp3, flac, ogg, m4a, opus, wav) or choose another folder.`;
  return null;
}

const ROOT = `SELECT id AS "rootId", user_id AS "userId", path FROM audio_roots WHERE id = $1`;
const SCANNED = `UPDATE audio_roots SET last_scanned_at = $2, next_due_at = $3, state_reason = $4 WHERE id = $1`;
