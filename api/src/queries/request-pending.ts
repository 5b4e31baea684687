import { addPending } from '@sidetrack/prisma';
import type { PendingKind, Sql } from '@sidetrack/prisma';

export interface PendingRequest {
  readonly kind: PendingKind;
  /** Null: work on shared facts. */
  readonly userId: string | null;
  readonly subjects: readonly string[];
  readonly now: Date;
}

/** Asks for work at once; gives the subjects for which it was not to be done anyway. */
export async function requestPending(tx: Sql, { kind, userId, subjects, now }: PendingRequest): Promise<string[]> {
  const rows = await tx.query<{ subject: string }>(HASTEN, [kind, userId, subjects, now]);
  const waiting = new Set(rows.map(({ subject }) => subject));
  const added = subjects.filter((subject) => !waiting.has(subject));
  await addPending(
    tx,
    added.map((subject) => ({ kind, userId, subject, reason: REASON, dueAt: now })),
  );
  return added;
}

/** Takes requests back that nobody has begun. */
export async function withdrawPending(tx: Sql, { kind, userId, subjects }: PendingRequest): Promise<void> {
  await tx.query(WITHDRAW, [kind, userId, subjects, REASON]);
}

const REASON = 'requested';

const HASTEN = `
  UPDATE pending SET due_at = least(due_at, $4) WHERE kind = $1 AND user_id IS NOT DISTINCT FROM $2 AND subject = ANY($3::text[]) RETURNING subject`;

const WITHDRAW = `
  DELETE FROM pending WHERE kind = $1 AND user_id IS NOT DISTINCT FROM $2 AND subject = ANY($3::text[]) AND reason = $4 AND claimed_by IS NULL`;
