import type { Database } from '@sidetrack/prisma';
import { countLargeTables } from '../tenants/row-count.ts';

/** Of the former local listener who is being deleted, how many rows are left in the large tables; null where there is none. */
export function countRemaining(db: Database): Promise<number | null> {
  return db.asService(async (tx) => {
    const leaving = await tx.query<{ id: string }>(LEAVING);
    if (leaving.length === 0) return null;
    let rows = 0;
    for (const { id } of leaving) rows += await countLargeTables(tx, id);
    return rows;
  });
}

const LEAVING = `SELECT id FROM users WHERE kind = 'local' AND purging_at IS NOT NULL ORDER BY purging_at, id`;
