import type { Database } from '@sidetrack/prisma';
import type { ScopeName } from '../contract/tokens.ts';

export interface TokenOwner {
  readonly tokenId: string;
  readonly userId: string;
  readonly handle: string;
  readonly scopes: ScopeName[];
  readonly suspended: boolean;
}

/**
 * Whose token this is; null where it is unknown, revoked or expired. It runs across listeners, because whose request it is
 * is just what it finds out. The time of use is noted at most once a minute.
 */
export function findCallerByToken(db: Database, hash: Buffer, now: Date): Promise<TokenOwner | null> {
  return db.asService(async (tx) => {
    const [row] = await tx.query<TokenOwner & { isStale: boolean }>(FIND, [hash, now]);
    if (row === undefined) return null;
    if (row.isStale) await tx.query('UPDATE api_tokens SET last_used_at = $2 WHERE id = $1', [row.tokenId, now]);
    const { tokenId, userId, handle, scopes, suspended } = row;
    return { tokenId, userId, handle, scopes, suspended };
  });
}

const FIND = `
  SELECT t.id AS "tokenId", u.id AS "userId", u.handle, t.scopes, u.suspended_at IS NOT NULL AS suspended,
         t.last_used_at IS NULL OR t.last_used_at < $2::timestamptz - interval '1 minute' AS "isStale"
  FROM api_tokens t JOIN users u ON u.id = t.user_id
  WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2)`;
