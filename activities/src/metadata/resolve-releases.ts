import { randomUUID } from 'node:crypto';
import { claimPending, completePending, extendClaims, failPending } from '@sidetrack/prisma';
import { activityContext } from '../context.ts';
import { describeError } from '../errors.ts';
import { retryDelaySeconds } from '../http/retry-delay.ts';
import { progressReporter } from '../jobs/progress.ts';
import type { MusicBrainz } from '../musicbrainz/client.ts';
import type { Deps } from '../types.ts';

const LEASE_SECONDS = 600;
/** Between two prolongations of the lease: a minute of requests. */
const LOOKUPS_A_LEASE = 60;

/**
 * Asks MusicBrainz for the record labels of releases that wait for it: one request each, in the installation's turn. Recordings go
 * first: call it when none waits.
 *
 * @returns how many were asked for, and how many still wait and are due
 */
export async function resolveReleases(
  deps: Deps,
  musicbrainz: Pick<MusicBrainz, 'release'>,
  lookups: number,
): Promise<{ resolved: number; remaining: number }> {
  const context = activityContext(deps);
  const claimedBy = context.workflowId ?? randomUUID();
  const claim = { claimedBy, leaseSeconds: LEASE_SECONDS };
  const claimed = await claimPending(deps.db, { kind: 'release', limit: lookups, now: deps.clock(), ...claim });
  const report = progressReporter(deps, 'releases');
  for (const [index, { id, subject }] of claimed.entries()) {
    context.heartbeat({ index });
    const left = claimed.slice(index).map((row) => row.id);
    try {
      await resolveOne(deps, { musicbrainz, releaseId: subject, pendingId: id });
    } catch (error) {
      const dueAt = new Date(deps.clock().getTime() + retryDelaySeconds(error) * 1000);
      await deps.db.asService((tx) => failPending(tx, left, { error: describeError(error), dueAt }));
      throw error;
    }
    await report({ done: index + 1, total: claimed.length, message: 'Asking MusicBrainz for record labels' });
    if (index % LOOKUPS_A_LEASE === LOOKUPS_A_LEASE - 1)
      await deps.db.asService((tx) => extendClaims(tx, { ids: left.slice(1), now: deps.clock(), ...claim }));
  }
  const [due] = await deps.db.asService((tx) => tx.query<{ n: number }>(DUE, [deps.clock()]));
  return { resolved: claimed.length, remaining: due?.n ?? 0 };
}

async function resolveOne(
  deps: Deps,
  {
    musicbrainz,
    releaseId,
    pendingId,
  }: { musicbrainz: Pick<MusicBrainz, 'release'>; releaseId: string; pendingId: number },
): Promise<void> {
  const { logger, signal } = activityContext(deps);
  const [release] = await deps.db.asService((tx) => tx.query<{ mbid: string }>(MBID, [releaseId]));
  const answer = release === undefined ? null : await musicbrainz.release(release.mbid, signal);
  if (answer !== null && 'missing' in answer)
    logger.info({ releaseId, reason: answer.missing }, 'A release has no details.');
  const recordLabel = answer !== null && 'found' in answer ? labelOf(answer.found['label-info'] ?? []) : null;
  await deps.db.asService(async (tx) => {
    await tx.query(NOTE, [releaseId, recordLabel, deps.clock()]);
    await completePending(tx, [pendingId]);
  });
}

/** The first label that has a name; "[no label]" is MusicBrainz's way to say that it came out without one. */
function labelOf(infos: readonly { readonly label?: { readonly name: string } | null | undefined }[]): string | null {
  const names = infos.map(({ label }) => label?.name ?? '').filter((name) => name !== '' && name !== '[no label]');
  return names[0] ?? null;
}

const MBID = 'SELECT mbid FROM releases WHERE id = $1 AND mbid IS NOT NULL';

const NOTE = 'UPDATE releases SET record_label = coalesce($2, record_label), details_fetched_at = $3 WHERE id = $1';

const DUE = `
  SELECT count(*)::int AS n FROM pending
  WHERE kind = 'release' AND due_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)`;
