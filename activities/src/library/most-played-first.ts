import type { Sql } from '@sidetrack/prisma';

/** A day at most, so that one listener's thousand plays do not keep another's new folder waiting behind all of theirs. */
const MOST_MINUTES = 1440;

/**
 * Brings forward the measuring of audio that this listener played, the most played first: work is taken in the order of its
 * due time, and the share of plays that rests on measured audio grows fastest so. Rows that are being done or were put
 * off after a failure stay.
 *
 * @param plays how often the audio was played, by its SHA-256 in hex
 */
export async function mostPlayedFirst(
  tx: Sql,
  { userId, now, plays }: { userId: string; now: Date; plays: ReadonlyMap<string, number> },
): Promise<void> {
  const waiting = await tx.query<{ id: number; sha: string; dueAt: Date }>(WAITING, [userId]);
  const earlier = waiting.flatMap(({ id, sha, dueAt }) => {
    const minutes = Math.min(MOST_MINUTES, plays.get(sha) ?? 0);
    const at = new Date(now.getTime() - minutes * 60_000);
    return minutes > 0 && at < dueAt ? [{ id, at }] : [];
  });
  if (earlier.length > 0) await tx.query(BRING_FORWARD, [earlier.map(({ id }) => id), earlier.map(({ at }) => at)]);
}

const WAITING = `
  SELECT id, subject AS sha, due_at AS "dueAt" FROM pending
  WHERE kind = 'extract' AND user_id = $1 AND attempts = 0 AND claimed_by IS NULL`;

const BRING_FORWARD = `
  UPDATE pending p SET due_at = e.at FROM unnest($1::bigint[], $2::timestamptz[]) AS e (id, at)
  WHERE p.id = e.id AND p.claimed_by IS NULL`;
