import type { Sql } from '@sidetrack/prisma';
import type { CardShape } from '../contract/shares.ts';

export interface ShareRow {
  readonly id: string;
  readonly token: string;
  readonly card: CardShape;
  readonly createdAt: Date;
}

export async function insertShare(
  tx: Sql,
  userId: string,
  { token, card, now }: { token: string; card: CardShape; now: Date },
): Promise<ShareRow> {
  const [row] = await tx.query<ShareRow>(
    `INSERT INTO shares (user_id, token, card, created_at) VALUES ($1, $2, $3, $4) RETURNING ${COLUMNS}`,
    [userId, token, JSON.stringify(card), now],
  );
  return row!;
}

/** Newest first. */
export function readShares(tx: Sql, userId: string): Promise<ShareRow[]> {
  return tx.query<ShareRow>(`SELECT ${COLUMNS} FROM shares WHERE user_id = $1 ORDER BY created_at DESC, id`, [userId]);
}

export async function countShares(tx: Sql, userId: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM shares WHERE user_id = $1', [userId]);
  return row!.n;
}

/** @returns whether there was one */
export async function deleteShare(tx: Sql, userId: string, id: string): Promise<boolean> {
  const rows = await tx.query('DELETE FROM shares WHERE user_id = $1 AND id = $2 RETURNING id', [userId, id]);
  return rows.length > 0;
}

/** The card behind an address, of a listener who is not suspended; undefined where there is none (any more). */
export async function readSharedCard(tx: Sql, token: string): Promise<CardShape | undefined> {
  const [row] = await tx.query<{ card: CardShape }>(
    'SELECT s.card FROM shares s JOIN users u ON u.id = s.user_id WHERE s.token = $1 AND u.suspended_at IS NULL',
    [token],
  );
  return row?.card;
}

const COLUMNS = 'id, token, card, created_at AS "createdAt"';
