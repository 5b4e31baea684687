import type { Database, Sql } from './database.ts';

/** What is to be done; `subject` is an id within the kind: see the table `pending`. */
export type PendingKind = 'metadata' | 'tags' | 'match' | 'extract' | 'score' | 'map' | 'release';

/** Which workers may take work: those with a GPU, or those without. */
export type Lane = 'gpu' | 'cpu';

export interface PendingRow {
  readonly id: number;
  readonly kind: PendingKind;
  readonly userId: string | null;
  readonly subject: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly reason: string;
  /** How often it was claimed, this time included. */
  readonly attempts: number;
}

export interface NewPending {
  readonly kind: PendingKind;
  /** null or absent: work on shared facts. */
  readonly userId?: string | null;
  readonly subject: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly reason: string;
  /** cpu unless given. */
  readonly lane?: Lane;
  /** At once unless given. */
  readonly dueAt?: Date;
}

export interface ClaimRequest {
  readonly kind: PendingKind;
  /** Only work of this listener, where given. */
  readonly userId?: string;
  /** Only work on this subject, where given. */
  readonly subject?: string;
  /** Only work of this lane, where given. */
  readonly lane?: Lane;
  readonly limit: number;
  /** Who takes it: the same name on a retry gets its own rows again. */
  readonly claimedBy: string;
  readonly leaseSeconds: number;
  readonly now: Date;
}

/**
 * Takes up to `limit` due rows for `leaseSeconds`, in a transaction of its own: rows that `claimedBy` already holds first, then
 * unclaimed ones and those whose lease has run out, oldest first. No two claimers get the same row. Work of suspended listeners stays.
 */
export function claimPending(
  db: Database,
  { kind, userId, subject, lane, limit, claimedBy, leaseSeconds, now }: ClaimRequest,
): Promise<PendingRow[]> {
  return db.asService((tx) =>
    tx.query<PendingRow>(claim(lane), [kind, claimedBy, now, limit, leaseSeconds, userId ?? null, subject ?? null]),
  );
}

/** Prolongs the lease of rows that are still this claimer's; gives the ids that are. */
export async function extendClaims(
  tx: Sql,
  {
    ids,
    claimedBy,
    leaseSeconds,
    now,
  }: Pick<ClaimRequest, 'claimedBy' | 'leaseSeconds' | 'now'> & { ids: readonly number[] },
): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(EXTEND, [ids, claimedBy, leaseSeconds, now]);
  return rows.map(({ id }) => id);
}

/** Removes finished work. A row that was asked for anew while it was being done has a new id by then, and stays. */
export async function completePending(tx: Sql, ids: readonly number[]): Promise<void> {
  await tx.query('DELETE FROM pending WHERE id = ANY($1::bigint[])', [ids]);
}

/** Gives work back that failed, to be tried from `dueAt` on. */
export async function failPending(
  tx: Sql,
  ids: readonly number[],
  failure: { error: string; dueAt: Date },
): Promise<void> {
  await tx.query(
    'UPDATE pending SET last_error = $2, due_at = $3, claimed_by = NULL, claimed_until = NULL WHERE id = ANY($1::bigint[])',
    [ids, failure.error, failure.dueAt],
  );
}

/**
 * Asks for work; asking twice is asking once, at the earlier of the two times. Work that is being done at the moment is
 * asked for anew only where its input may have changed meanwhile (match, score, map, or other options): what
 * metadata, tags and extract read is fixed by their subject.
 */
export async function addPending(tx: Sql, rows: readonly NewPending[]): Promise<void> {
  if (rows.length > 0) await tx.query(ADD, [JSON.stringify(rows)]);
}

/** Conditions on the lane by what its index says, so that the few rows for GPUs are found among many others. */
const LANES = { gpu: "AND lane = 'gpu'", cpu: 'AND lane IS NULL' } as const;

const claim = (lane: Lane | undefined): string => `
  WITH chosen AS (
    SELECT id FROM pending
    WHERE kind = $1 AND ($6::uuid IS NULL OR user_id = $6) AND ($7::text IS NULL OR subject = $7) ${lane === undefined ? '' : LANES[lane]}
      AND NOT EXISTS (SELECT FROM users u WHERE u.id = pending.user_id AND u.suspended_at IS NOT NULL)
      AND (claimed_by = $2 OR (due_at <= $3 AND (claimed_until IS NULL OR claimed_until <= $3)))
    ORDER BY claimed_by = $2 DESC NULLS LAST, due_at, id
    LIMIT $4 FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE pending SET claimed_by = $2, claimed_until = $3::timestamptz + make_interval(secs => $5), attempts = attempts + 1
    WHERE id IN (SELECT id FROM chosen)
    RETURNING id, kind, user_id, subject, options, reason, attempts, due_at
  )
  SELECT id, kind, user_id AS "userId", subject, options, reason, attempts FROM claimed ORDER BY due_at, id`;

const EXTEND = `
  UPDATE pending SET claimed_until = $4::timestamptz + make_interval(secs => $3)
  WHERE id = ANY($1::bigint[]) AND claimed_by = $2 RETURNING id`;

const IS_OVERTAKEN = `(old.claimed_by IS NOT NULL AND (old.kind IN ('match', 'score', 'map') OR old.options <> excluded.options))`;

// A new id is what keeps completePending of the old one from removing work that was asked for meanwhile.
// Ordered, so that two transactions that add the same rows do not deadlock.
// Clocks of the application count milliseconds: what is due now is due for whoever looks in this very millisecond.
const ADD = `
  INSERT INTO pending AS old (kind, user_id, subject, options, reason, due_at, lane)
  SELECT DISTINCT ON (kind, "userId", subject) kind, "userId", subject, coalesce(options, '{}'), reason, coalesce("dueAt", date_trunc('milliseconds', now())), nullif(lane, 'cpu')
  FROM jsonb_to_recordset($1::jsonb) AS r (kind text, "userId" uuid, subject text, options jsonb, reason text, "dueAt" timestamptz, lane text)
  ORDER BY kind, "userId", subject, "dueAt" NULLS FIRST
  ON CONFLICT (kind, user_id, subject) DO UPDATE SET
    id = CASE WHEN ${IS_OVERTAKEN} THEN nextval(pg_get_serial_sequence('pending', 'id')) ELSE old.id END,
    claimed_by = CASE WHEN ${IS_OVERTAKEN} THEN NULL ELSE old.claimed_by END,
    claimed_until = CASE WHEN ${IS_OVERTAKEN} THEN NULL ELSE old.claimed_until END,
    attempts = CASE WHEN ${IS_OVERTAKEN} THEN 0 ELSE old.attempts END,
    options = excluded.options,
    reason = excluded.reason,
    lane = excluded.lane,
    due_at = least(old.due_at, excluded.due_at)`;
