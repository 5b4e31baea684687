import type { Sql } from '@sidetrack/prisma';

export interface StoredAccount {
  readonly externalName: string;
  readonly credential: Uint8Array | null;
  readonly credentialKeyId: string | null;
}

/** The listener's ListenBrainz connection with its sealed token; undefined where there is none. */
export async function readListenBrainzAccount(tx: Sql, userId: string): Promise<StoredAccount | undefined> {
  const [row] = await tx.query<StoredAccount>(READ, [userId]);
  return row;
}

const READ = `
  SELECT external_name AS "externalName", credential, credential_key_id AS "credentialKeyId"
  FROM connections WHERE user_id = $1 AND service = 'listenbrainz'`;
