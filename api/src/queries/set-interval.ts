import type { Sql } from '@sidetrack/prisma';

export interface IntervalChange {
  readonly service: string;
  readonly minutes: number;
  readonly now: Date;
}

/** How often an account is asked; a shorter one counts from now. False where there is no such account. */
export async function setInterval(
  tx: Sql,
  userId: string,
  { service, minutes, now }: IntervalChange,
): Promise<boolean> {
  const rows = await tx.query(SET, [userId, service, minutes * 60, new Date(now.getTime() + minutes * 60_000)]);
  return rows.length > 0;
}

const SET = `
  UPDATE connections SET interval_seconds = $3, next_due_at = least(next_due_at, $4) WHERE user_id = $1 AND service = $2 RETURNING id`;
