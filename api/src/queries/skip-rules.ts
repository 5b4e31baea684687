import type { Sql } from '@sidetrack/prisma';
import { skipRulesOf } from '@sidetrack/settings';
import type { SkipRules } from '@sidetrack/settings';

export async function readSkipRules(tx: Sql, userId: string): Promise<SkipRules> {
  const [row] = await tx.query<{ kept: unknown }>(`SELECT settings -> 'imports' AS kept FROM users WHERE id = $1`, [
    userId,
  ]);
  return skipRulesOf(row?.kept ?? {});
}

export async function keepSkipRules(tx: Sql, userId: string, rules: SkipRules): Promise<void> {
  await tx.query(`UPDATE users SET settings = settings || jsonb_build_object('imports', $2::jsonb) WHERE id = $1`, [
    userId,
    JSON.stringify(rules),
  ]);
}
