import { pastOf, type Past, type WatchedWeek } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';

/** How far a listener's weeks have been looked through, and what they added up to. */
export interface Scan {
  through: string;
  past: Past;
}

export async function readScan(tx: Sql, userId: string): Promise<Scan | null> {
  const [scan] = await tx.query<Scan>(READ, [userId]);
  return scan ?? null;
}

/** Notes that these weeks were looked through up to `through`. */
export async function writeScan(
  tx: Sql,
  { userId, through, weeks }: { userId: string; through: string; weeks: readonly WatchedWeek[] },
): Promise<void> {
  const past = pastOf(weeks.filter(({ weekStart }) => weekStart <= through));
  await tx.query(WRITE, [userId, through, JSON.stringify(past)]);
}

const READ = `SELECT through, past FROM alert_scans WHERE user_id = $1`;

const WRITE = `
  INSERT INTO alert_scans (user_id, through, past) VALUES ($1, $2, $3::jsonb)
  ON CONFLICT (user_id) DO UPDATE SET through = excluded.through, past = excluded.past`;
