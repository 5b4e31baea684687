import type { Sql } from '@sidetrack/prisma';
import type { ScopeName } from '../contract/tokens.ts';
import { iso, isoOrNull } from './moments.ts';

export interface TokenShape {
  readonly id: string;
  readonly name: string;
  readonly scopes: ScopeName[];
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
}

/** Tokens that are not revoked, newest first. */
export async function readTokens(tx: Sql, userId: string): Promise<TokenShape[]> {
  return (
    await tx.query<TokenRow>(
      `SELECT ${COLUMNS} FROM api_tokens WHERE user_id = $1 AND revoked_at IS NULL ORDER BY created_at DESC, id`,
      [userId],
    )
  ).map(shape);
}

export interface NewToken {
  readonly name: string;
  readonly hash: Buffer;
  readonly scopes: readonly ScopeName[];
  readonly expiresAt: Date | null;
  readonly now: Date;
}

export async function addToken(tx: Sql, userId: string, token: NewToken): Promise<TokenShape> {
  const [row] = await tx.query<TokenRow>(ADD, [
    userId,
    token.name,
    token.hash,
    token.scopes,
    token.now,
    token.expiresAt,
  ]);
  return shape(row!);
}

/** False where there is no such token, or it was revoked before. */
export async function revokeToken(tx: Sql, userId: string, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    'UPDATE api_tokens SET revoked_at = $3 WHERE user_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING id',
    [userId, id, now],
  );
  return rows.length > 0;
}

interface TokenRow {
  id: string;
  name: string;
  scopes: ScopeName[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
}

function shape({ createdAt, lastUsedAt, expiresAt, ...row }: TokenRow): TokenShape {
  return { ...row, createdAt: iso(createdAt), lastUsedAt: isoOrNull(lastUsedAt), expiresAt: isoOrNull(expiresAt) };
}

const COLUMNS = 'id, name, scopes, created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt"';

const ADD = `
  INSERT INTO api_tokens (user_id, name, token_hash, scopes, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`;
