import type { Sql } from '@sidetrack/prisma';
import { newTokenSecret, tokenHash } from '../access/token-secret.ts';
import { addToken } from '../queries/tokens.ts';

/** A new token that may write, in the place of the one of this name; gives its secret. */
export async function replaceToken(tx: Sql, userId: string, name: string, now: Date): Promise<string> {
  await tx.query('DELETE FROM api_tokens WHERE user_id = $1 AND name = $2', [userId, name]);
  const secret = newTokenSecret();
  await addToken(tx, userId, { name, hash: tokenHash(secret), scopes: ['write'], expiresAt: null, now });
  return secret;
}
