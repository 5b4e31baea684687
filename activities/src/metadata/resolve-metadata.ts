import { claimPending, completePending, extendClaims, failPending } from '@sidetrack/prisma';
import type { PendingRow } from '@sidetrack/prisma';
import { randomUUID } from 'node:crypto';
import type { ActivityContext } from '../context.ts';
import { activityContext } from '../context.ts';
import { describeError } from '../errors.ts';
import { retryDelaySeconds } from '../http/retry-delay.ts';
import { progressReporter } from '../jobs/progress.ts';
import type { ListenBrainz } from '../listenbrainz/client.ts';
import type { MusicBrainz } from '../musicbrainz/client.ts';
import type { Deps } from '../types.ts';
import { followMerge } from './follow-merge.ts';
import { factsFromListenBrainz, factsFromMusicBrainz } from './recording-facts.ts';
import { writeFacts } from './write-facts.ts';

export interface MetadataLimits {
  /** Recordings that one call claims: ListenBrainz takes 1000 at once. */
  readonly batch: number;
  /** Of those, how many are looked up at MusicBrainz before the call hands back; a hundred take two minutes. */
  readonly lookups: number;
}

export const DEFAULT_METADATA_LIMITS: MetadataLimits = { batch: 1000, lookups: 100 };

export interface MetadataServices {
  readonly listenbrainz: Pick<ListenBrainz, 'metadata'>;
  readonly musicbrainz: MusicBrainz;
}

/**
 * Looks up recordings that are waiting for it: a thousand at ListenBrainz in one call, and one by one at MusicBrainz those
 * that it does not know. Several workers may do so at once; the turns at MusicBrainz are the installation's.
 * @returns remaining: how many still wait and are due
 */
export async function resolveMetadata(
  deps: Deps,
  services: MetadataServices,
  limits: MetadataLimits = DEFAULT_METADATA_LIMITS,
): Promise<{ resolved: number; remaining: number }> {
  const context = activityContext(deps);
  // By the workflow, so that the next attempt takes up what a killed one held.
  const claimedBy = context.workflowId ?? randomUUID();
  const claimed = await claimPending(deps.db, {
    kind: 'metadata',
    limit: limits.batch,
    claimedBy,
    leaseSeconds: LEASE_SECONDS,
    now: deps.clock(),
  });
  const run: Run = { deps, services, limits, context, claimedBy };
  try {
    const { asked, without } = await withMbids(run, claimed);
    await completeAll(run, without);
    const unknown = await askListenBrainz(run, asked);
    const fromMusicBrainz = await askMusicBrainz(run, unknown);
    const left = unknown.slice(fromMusicBrainz);
    await giveBack(run, left, 'waits for its turn at MusicBrainz', deps.clock());
    return { resolved: claimed.length - left.length, remaining: await countDue(deps) };
  } catch (error) {
    await giveBackClaimed(run, describeError(error), retryDelaySeconds(error));
    throw error;
  }
}

const LEASE_SECONDS = 600;

interface Run {
  readonly deps: Deps;
  readonly services: MetadataServices;
  readonly limits: MetadataLimits;
  readonly context: ActivityContext;
  readonly claimedBy: string;
}

interface Asked {
  readonly pending: PendingRow;
  readonly recordingId: string;
  readonly mbid: string;
}

/** Recordings that were removed, merged or already looked up since need no asking. */
async function withMbids(
  { deps }: Run,
  claimed: readonly PendingRow[],
): Promise<{ asked: Asked[]; without: PendingRow[] }> {
  const rows = await deps.db.asService((tx) =>
    tx.query<{ id: string; mbid: string }>(MBIDS, [claimed.map(({ subject }) => subject)]),
  );
  const mbids = new Map(rows.map(({ id, mbid }) => [id, mbid]));
  const asked = claimed.flatMap((pending) => {
    const mbid = mbids.get(pending.subject);
    return mbid === undefined ? [] : [{ pending, recordingId: pending.subject, mbid }];
  });
  return { asked, without: claimed.filter(({ subject }) => !mbids.has(subject)) };
}

/** Gives those that ListenBrainz does not know, in the order in which they wait. */
async function askListenBrainz({ deps, services, context }: Run, asked: readonly Asked[]): Promise<Asked[]> {
  if (asked.length === 0) return [];
  context.heartbeat();
  const known = await services.listenbrainz.metadata(
    asked.map(({ mbid }) => mbid),
    context.signal,
  );
  const found = asked.filter(({ mbid }) => known.get(mbid)?.recording != null);
  await deps.db.asService(async (tx) => {
    await writeFacts(
      tx,
      found.map(({ recordingId, mbid }) => ({ recordingId, facts: factsFromListenBrainz(known.get(mbid)!) })),
      deps.clock(),
    );
    await completePending(
      tx,
      found.map(({ pending }) => pending.id),
    );
  });
  return asked.filter(({ mbid }) => known.get(mbid)?.recording == null);
}

/** Gives how many were looked up. */
async function askMusicBrainz(run: Run, unknown: readonly Asked[]): Promise<number> {
  const { deps, context, claimedBy, limits } = run;
  const report = progressReporter(deps, 'recordings');
  const turn = unknown.slice(0, limits.lookups);
  for (const [index, asked] of turn.entries()) {
    context.heartbeat({ index });
    await lookUp(run, asked);
    await report({ done: index + 1, total: unknown.length, message: 'Asking MusicBrainz, one recording a second' });
    const ids = unknown.slice(index + 1).map(({ pending }) => pending.id);
    if (index % 60 === 59)
      await deps.db.asService((tx) =>
        extendClaims(tx, { ids, claimedBy, leaseSeconds: LEASE_SECONDS, now: deps.clock() }),
      );
  }
  return turn.length;
}

async function lookUp({ deps, services, context }: Run, { pending, recordingId, mbid }: Asked): Promise<void> {
  const answer = await services.musicbrainz.recording(mbid, context.signal);
  await deps.db.asService(async (tx) => {
    if ('found' in answer) {
      const to = answer.found.id.toLowerCase();
      const survivor = to === mbid ? recordingId : await followMerge(tx, { recordingId, from: mbid, to });
      await writeFacts(tx, [{ recordingId: survivor, facts: factsFromMusicBrainz(answer.found) }], deps.clock());
    } else {
      context.logger.info({ mbid, reason: answer.missing }, 'A recording has no metadata.');
      await tx.query(NOTE_MISSING, [recordingId, deps.clock()]);
    }
    await completePending(tx, [pending.id]);
  });
}

async function completeAll({ deps }: Run, rows: readonly PendingRow[]): Promise<void> {
  if (rows.length > 0)
    await deps.db.asService((tx) =>
      completePending(
        tx,
        rows.map(({ id }) => id),
      ),
    );
}

async function giveBack({ deps }: Run, left: readonly Asked[], error: string, dueAt: Date): Promise<void> {
  if (left.length > 0)
    await deps.db.asService((tx) =>
      failPending(
        tx,
        left.map(({ pending }) => pending.id),
        { error, dueAt },
      ),
    );
}

async function giveBackClaimed({ deps, claimedBy }: Run, error: string, afterSeconds: number): Promise<void> {
  const dueAt = new Date(deps.clock().getTime() + afterSeconds * 1000);
  await deps.db.asService((tx) => tx.query(GIVE_BACK, [claimedBy, error, dueAt]));
}

async function countDue({ db, clock }: Deps): Promise<number> {
  const [row] = await db.asService((tx) => tx.query<{ n: number }>(DUE, [clock()]));
  return row?.n ?? 0;
}

const MBIDS = 'SELECT id, mbid FROM recordings WHERE id = ANY($1::uuid[]) AND mbid IS NOT NULL';

/** Asked, and there is none: metadata_source says so, and it is not asked for again. */
const NOTE_MISSING = `UPDATE recordings SET metadata_source = 'none', metadata_fetched_at = $2 WHERE id = $1`;

const GIVE_BACK = `
  UPDATE pending SET last_error = $2, due_at = $3, claimed_by = NULL, claimed_until = NULL WHERE kind = 'metadata' AND claimed_by = $1`;

const DUE = `
  SELECT count(*)::int AS n FROM pending
  WHERE kind = 'metadata' AND due_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)`;
