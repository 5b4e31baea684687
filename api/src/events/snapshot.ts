import type { Deps } from '../deps.ts';
import type { JobShape, PendingShape } from '../contract/jobs.ts';
import { readDataVersion } from '../queries/data-version.ts';
import { readMovingJobs } from '../queries/jobs.ts';
import { readOpenCredentials } from '../queries/open-credentials.ts';
import { countPending } from '../queries/pending-counts.ts';

/** How things stand for one listener at one look. */
export interface Snapshot {
  readonly dataVersion: string;
  readonly pending: PendingShape;
  /** Jobs that are open or have ended within the last minutes. */
  readonly jobs: readonly JobShape[];
  /** Ids of the sessions and tokens that open anything for them; null on a laptop, where nothing has to be shown. */
  readonly credentials: ReadonlySet<string> | null;
}

export type ListenerEvent =
  | { readonly event: 'overview-changed'; readonly data: null }
  | { readonly event: 'job'; readonly data: JobShape }
  | { readonly event: 'pending'; readonly data: PendingShape };

const RECENT_MS = 5 * 60_000;

export function takeSnapshot(
  { db, settings }: Pick<Deps, 'db' | 'settings'>,
  userId: string,
  now: Date,
): Promise<Snapshot> {
  return db.asUser(userId, async (tx) => ({
    dataVersion: await readDataVersion(tx, userId, now),
    pending: await countPending(tx, userId, settings),
    jobs: await readMovingJobs(tx, userId, new Date(now.getTime() - RECENT_MS)),
    credentials: settings.mode === 'hosted' ? await readOpenCredentials(tx, userId, now) : null,
  }));
}

/**
 * What to tell somebody who has seen `before`. At the first look: the counts and the open jobs, so that a page that has just
 * opened stands right.
 */
export function changesBetween(before: Snapshot | undefined, after: Snapshot): ListenerEvent[] {
  const known = new Map(before?.jobs.map((job) => [job.id, JSON.stringify(job)]));
  const jobs = after.jobs
    .toReversed()
    .filter((job) => (before === undefined ? isOpen(job) : known.get(job.id) !== JSON.stringify(job)));
  const pendingMoved = JSON.stringify(before?.pending) !== JSON.stringify(after.pending);
  const dataMoved = before !== undefined && before.dataVersion !== after.dataVersion;
  return [
    ...jobs.map((data) => ({ event: 'job', data }) as const),
    ...(pendingMoved ? [{ event: 'pending', data: after.pending } as const] : []),
    ...(dataMoved ? [{ event: 'overview-changed', data: null } as const] : []),
  ];
}

/** Whether what a stream was opened with does not open anything any more: a sign-out, a token revoked, a suspension. */
export function isShutOut({ credentials }: Snapshot, credentialId: string | null): boolean {
  return credentials !== null && credentialId !== null && !credentials.has(credentialId);
}

export function isOpen({ state }: JobShape): boolean {
  return state === 'queued' || state === 'running';
}
