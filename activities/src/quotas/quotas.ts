import type { Sql } from '@sidetrack/prisma';
import { PermanentError } from '../errors.ts';

/** What a listener may have at most; null: as much as they like. */
export interface Quotas {
  readonly maxTracks: number | null;
  readonly maxListens: number | null;
}

export async function readQuotas(tx: Sql, userId: string): Promise<Quotas> {
  const [row] = await tx.query<Quotas>(QUOTAS, [userId]);
  return row ?? { maxTracks: null, maxListens: null };
}

/**
 * Holds the listener's plays to their quota, within the transaction that has written some: beyond it nothing of the batch is kept.
 * @throws {ListenQuotaError} with a sentence for the listener
 */
export async function holdToListenQuota(tx: Sql, userId: string): Promise<void> {
  const [row] = await tx.query<{ listens: number; maxListens: number | null }>(LISTENS, [userId]);
  if (row === undefined || row.maxListens === null || row.listens <= row.maxListens) return;
  throw new ListenQuotaError(row.maxListens);
}

export class ListenQuotaError extends PermanentError {
  constructor(maxListens: number) {
    super(`This listener may have ${String(maxListens)} listens, and there are more.`, {
      service: 'quota',
      remedy: 'Ask the administrator to raise the quota (spec.quotas.maxListens).',
    });
  }
}

const QUOTAS = `
  SELECT (settings #>> '{quotas,maxTracks}')::bigint AS "maxTracks", (settings #>> '{quotas,maxListens}')::bigint AS "maxListens"
  FROM users WHERE id = $1`;

const LISTENS = `
  SELECT t.listens, (u.settings #>> '{quotas,maxListens}')::bigint AS "maxListens"
  FROM users u JOIN listener_totals t ON t.user_id = u.id WHERE u.id = $1`;
