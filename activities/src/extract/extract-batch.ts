import type { Lane, PendingRow } from '@sidetrack/prisma';
import { claimPending, completePending, extendClaims, failPending } from '@sidetrack/prisma';
import { UnreadableAudioError } from '../audio/index.ts';
import type { ActivityContext } from '../context.ts';
import { activityContext } from '../context.ts';
import { describeError, PermanentError } from '../errors.ts';
import { progressReporter } from '../jobs/progress.ts';
import type { Deps, ExtractResult } from '../types.ts';
import { findAudio } from './find-audio.ts';
import { countMeasured, countPendingExtraction, findMeasured } from './find-measured.ts';
import type { Measurement } from './measure.ts';
import type { Measurer } from './measurer.ts';
import { MeasurerLostError } from './measurer.ts';
import { modelOptions } from './model-options.ts';
import { quarantine } from './quarantine.ts';
import { storeMeasurements } from './store-measurement.ts';
import { readExtractOptions } from './read-extract-options.ts';
import type { ExtractOptions } from './version.ts';
import type { Wanted } from './wanted-measurement.ts';

export interface ExtractDeps extends Deps {
  createMeasurer: () => Measurer;
  /** What is measured under these options; without any, under the installation's. */
  wantedMeasurement: (options?: ExtractOptions) => Promise<Wanted>;
}

interface Batch extends ExtractDeps {
  context: ActivityContext;
  measurer: Measurer;
  lane: Lane;
  /** What the installation measures where a listener has chosen nothing else. */
  wanted: Wanted;
}

/** One audio of the batch, and what its listener wants measured of it. */
interface Piece {
  row: PendingRow;
  options: ExtractOptions;
  wanted: Wanted;
}

type Outcome = 'measured' | 'quarantined' | 'passed';

const LEASE_SECONDS = 120;
const KEEP_ALIVE_MS = 5000;
/** A fault that is not the track's own (no memory for a process, say) is tried so often before the track is set aside. */
const MOST_ATTEMPTS = 3;
const RETRY_AFTER_MS = 60_000;

/**
 * Measures up to `limit` pending audios, one after another, each in a child process; a track is stored as soon as it is
 * measured, so that a kill costs one track. What cannot be measured goes to quarantine with its reason, and its neighbours go on.
 * @param input claimId names the batch: a retry takes its own rows again
 * @throws PermanentError when a wanted model is not installed
 */
export async function extractBatch(
  deps: ExtractDeps,
  { claimId, limit, lane = 'cpu' }: { claimId: string; limit: number; lane?: 'gpu' | 'cpu' },
): Promise<ExtractResult> {
  const { db, clock } = deps;
  const context = activityContext(deps);
  const wanted = await deps.wantedMeasurement();
  const claim = { claimedBy: claimId, leaseSeconds: LEASE_SECONDS };
  const rows = await claimPending(db, { kind: 'extract', lane, limit, ...claim, now: clock() });
  const open = new Set(rows.map(({ id }) => id));
  const counts = { measured: 0, quarantined: 0, passed: 0 };
  const keepAlive = setInterval(() => {
    context.heartbeat(counts);
    db.asService((tx) => extendClaims(tx, { ids: [...open], ...claim, now: clock() })).catch((error: unknown) => {
      context.logger.warn({ err: error }, 'The claim could not be prolonged; the work goes on.');
    });
  }, KEEP_ALIVE_MS);
  const batch: Batch = {
    ...deps,
    context,
    wanted,
    lane,
    measurer: deps.createMeasurer(),
    wantedMeasurement: onceEach((options) => wantedOf(deps, options)),
  };
  try {
    const report = await progressOf(batch);
    for (const row of rows) {
      counts[await extractOne(batch, row)]++;
      open.delete(row.id);
      context.heartbeat(counts);
      await report(counts.measured + counts.quarantined);
    }
  } finally {
    clearInterval(keepAlive);
    batch.measurer.close();
  }
  const remaining = await db.asService((tx) => countPendingExtraction(tx, clock(), lane));
  return { measured: counts.measured, quarantined: counts.quarantined, remaining };
}

async function wantedOf({ wantedMeasurement, logger }: ExtractDeps, options?: ExtractOptions): Promise<Wanted> {
  const wanted = await wantedMeasurement(options);
  if (options?.stems === true && !wanted.stems)
    logger.warn('Stems are wanted and no model separates them: `sidetrack models add demucs FILE` adds one.');
  return wanted;
}

/** Asks once for each options: which models there are is read from the disk. */
function onceEach(ask: ExtractDeps['wantedMeasurement']): ExtractDeps['wantedMeasurement'] {
  const known = new Map<string, Promise<Wanted>>();
  return (options) => {
    const key = JSON.stringify(options);
    const answer = known.get(key) ?? ask(options);
    known.set(key, answer);
    return answer;
  };
}

async function extractOne(batch: Batch, row: PendingRow): Promise<Outcome> {
  const { db, settings, context } = batch;
  const audioSha256 = row.subject;
  context.signal.throwIfAborted();
  const options = await db.asService((tx) => readExtractOptions(tx, row.userId, settings));
  const wanted = await batch.wantedMeasurement(options);
  const piece: Piece = { row, options, wanted };
  const path = await db.asService(async (tx) => {
    const isMeasured = (await findMeasured(tx, [audioSha256], wanted)).has(audioSha256);
    const found = isMeasured ? undefined : await findAudio(tx, { userId: row.userId!, audioSha256 });
    if (found === undefined) await completePending(tx, [row.id]);
    return found;
  });
  if (path === undefined) return 'passed';
  try {
    await store(batch, piece, await measureTwice(batch, piece, path));
    return 'measured';
  } catch (error) {
    return await setAside(batch, piece, error);
  }
}

/** Once more in a fresh process where the first was lost: it may have been ended from outside. */
async function measureTwice(
  { measurer, settings, context }: Batch,
  { options: { excerptSeconds, excerptFrom }, wanted }: Piece,
  path: string,
): Promise<Measurement> {
  const options = {
    ...{ excerptSeconds, excerptFrom, stems: wanted.stems },
    ...{ models: settings.embeddingModels, modelOptions: modelOptions(settings) },
  };
  const request = { path, options };
  try {
    return await measurer.measure(request, context.signal);
  } catch (error) {
    if (!(error instanceof MeasurerLostError)) throw error;
    context.logger.warn({ reason: error.message }, 'A track ended the process that measured it; one more try.');
    return await measurer.measure(request, context.signal);
  }
}

async function store({ db, clock, context }: Batch, { row, wanted }: Piece, measurement: Measurement): Promise<void> {
  const measured = { pendingId: row.id, audioSha256: row.subject, measurement };
  await db.asService((tx) => storeMeasurements(tx, [measured], { wanted, now: clock() }));
  context.logger.info({ audioSha256: row.subject, seconds: measurement.seconds }, 'measured');
}

async function setAside(batch: Batch, { row, wanted }: Piece, error: unknown): Promise<Outcome> {
  const { db, clock, context } = batch;
  if (context.signal.aborted || (error instanceof PermanentError && !(error instanceof UnreadableAudioError)))
    throw error;
  const reason = reasonOf(error);
  const isItsOwnFault = error instanceof UnreadableAudioError || error instanceof MeasurerLostError;
  if (isItsOwnFault || row.attempts >= MOST_ATTEMPTS) {
    await db.asService((tx) => quarantine(tx, row, { wanted, reason }));
    context.logger.warn({ audioSha256: row.subject, reason }, 'quarantined');
    return 'quarantined';
  }
  const dueAt = new Date(clock().getTime() + RETRY_AFTER_MS * row.attempts);
  await db.asService((tx) => failPending(tx, [row.id], { error: reason, dueAt }));
  context.logger.warn({ audioSha256: row.subject, reason }, 'not measured; to be tried again');
  return 'passed';
}

/** Without the path: quarantine is shared by all listeners. */
function reasonOf(error: unknown): string {
  if (error instanceof UnreadableAudioError) return error.reason;
  return error instanceof MeasurerLostError ? `measuring it ${error.message}` : describeError(error);
}

async function progressOf({ db, clock, wanted, lane, ...deps }: Batch): Promise<(done: number) => Promise<void>> {
  const report = progressReporter({ db, clock, ...deps }, 'files');
  const [before, pending] = await db.asService(
    async (tx) => [await countMeasured(tx, wanted), await countPendingExtraction(tx, clock(), lane)] as const,
  );
  return (done) => report({ done: before + done, total: before + Math.max(pending, done) });
}
