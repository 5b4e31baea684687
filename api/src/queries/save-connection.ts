import type { Sql } from '@sidetrack/prisma';
import type { SealedCredential } from '@sidetrack/settings';

export interface ConnectionChange {
  readonly service: string;
  readonly externalName: string;
  /** Absent: the one that is stored stays, unless the account is another. */
  readonly credential?: SealedCredential;
  readonly intervalSeconds: number;
  readonly now: Date;
}

/**
 * Makes or changes an account elsewhere and makes it due. Another name is another account: what was known of the history of
 * the former one, its credential included, does not hold for it.
 */
export async function saveConnection(tx: Sql, userId: string, change: ConnectionChange): Promise<void> {
  const { service, externalName, credential, intervalSeconds, now } = change;
  const sealed = credential === undefined ? [null, null] : [Buffer.from(credential.credential), credential.keyId];
  await tx.query(SAVE, [userId, service, externalName, ...sealed, intervalSeconds, now]);
}

const OTHER = 'c.external_name <> excluded.external_name';

const SAVE = `
  INSERT INTO connections AS c (user_id, service, external_name, credential, credential_key_id, interval_seconds, next_due_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (user_id, service) DO UPDATE SET
    external_name = excluded.external_name,
    credential = CASE WHEN excluded.credential IS NOT NULL OR ${OTHER} THEN excluded.credential ELSE c.credential END,
    credential_key_id = CASE WHEN excluded.credential IS NOT NULL OR ${OTHER} THEN excluded.credential_key_id ELSE c.credential_key_id END,
    newest_listened_at = CASE WHEN ${OTHER} THEN NULL ELSE c.newest_listened_at END,
    oldest_listened_at = CASE WHEN ${OTHER} THEN NULL ELSE c.oldest_listened_at END,
    backfill_complete = c.backfill_complete AND NOT ${OTHER},
    remote_count = CASE WHEN ${OTHER} THEN NULL ELSE c.remote_count END,
    state = 'active', state_reason = NULL, consecutive_failures = 0, next_due_at = excluded.next_due_at`;
