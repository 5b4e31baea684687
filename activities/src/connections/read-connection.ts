import type { Database } from '@sidetrack/prisma';
import { CredentialError, connectionOwner, openCredential } from '@sidetrack/settings';
import type { Settings } from '@sidetrack/settings';
import { PermanentError } from '../errors.ts';
import type { Deps, Service } from '../types.ts';

/** A listener's outside account and how far it has been read. Times are whole seconds since the epoch. */
export interface Connection {
  readonly id: string;
  readonly userId: string;
  readonly service: Service;
  /** The listener's name there. */
  readonly externalName: string;
  readonly token: string | undefined;
  readonly isFailing: boolean;
  readonly newestTs: number | null;
  readonly oldestTs: number | null;
  readonly backfillComplete: boolean;
  readonly lastSyncedAt: Date | null;
}

/** @throws PermanentError when there is no such connection, or its credential cannot be opened */
export async function readConnection(
  { db, settings }: Pick<Deps, 'db' | 'settings'>,
  connectionId: string,
): Promise<Connection> {
  const [row] = await queryConnection(db, connectionId);
  if (row === undefined) {
    throw new PermanentError('This connection was removed.', {
      service: 'connections',
      remedy: 'Connect the account again to pull its listens.',
    });
  }
  const { id, userId, service, externalName, isFailing, newestTs, oldestTs, backfillComplete, lastSyncedAt } = row;
  return {
    id,
    userId,
    service,
    externalName,
    isFailing,
    newestTs,
    oldestTs,
    backfillComplete,
    lastSyncedAt,
    token: tokenOf(row, settings),
  };
}

interface Row extends Omit<Connection, 'token'> {
  readonly credential: Uint8Array | null;
  readonly credentialKeyId: string | null;
}

function queryConnection(db: Database, connectionId: string): Promise<Row[]> {
  return db.asService((tx) => tx.query<Row>(READ, [connectionId]));
}

/** The stored credential, else the one in the settings where it is that user's. */
function tokenOf(
  { credential, credentialKeyId, userId, service, externalName }: Row,
  settings: Settings,
): string | undefined {
  if (credential === null || credentialKeyId === null) {
    return service === 'listenbrainz' && settings.listenbrainzUser === externalName
      ? settings.listenbrainzToken
      : undefined;
  }
  if (settings.secretKey === undefined) {
    throw new PermanentError(`The credential for ${externalName} is encrypted.`, {
      service,
      remedy: 'Set SIDETRACK_SECRET_KEY to the key that it was stored with.',
    });
  }
  try {
    return openCredential({ credential, keyId: credentialKeyId }, settings.secretKey, connectionOwner(userId, service));
  } catch (error) {
    if (error instanceof CredentialError) throw new PermanentError(error.message, { service, cause: error });
    throw error;
  }
}

const READ = `
  SELECT id, user_id AS "userId", service, external_name AS "externalName", credential, credential_key_id AS "credentialKeyId",
    state = 'failing' AS "isFailing", backfill_complete AS "backfillComplete", last_synced_at AS "lastSyncedAt",
    extract(epoch FROM newest_listened_at)::bigint AS "newestTs", extract(epoch FROM oldest_listened_at)::bigint AS "oldestTs"
  FROM connections WHERE id = $1`;
