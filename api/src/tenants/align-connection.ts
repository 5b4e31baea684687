import type { Sql } from '@sidetrack/prisma';
import { connectionOwner, CredentialError, openCredential, sealCredential } from '@sidetrack/settings';
import type { ApiSettings, Deps } from '../deps.ts';
import { deleteConnection } from '../queries/delete-connection.ts';
import { saveConnection } from '../queries/save-connection.ts';
import { ProblemError } from '../server/problem-error.ts';

export interface WantedConnection {
  readonly userId: string;
  readonly service: 'listenbrainz' | 'lastfm';
  /** Null: none. secret null: an account that is read without one. */
  readonly account: { readonly user: string; readonly secret: string | null } | null;
}

/** Makes, changes or removes an account elsewhere; true where something differed. */
export async function alignConnection(tx: Sql, wanted: WantedConnection, { settings, now }: Deps): Promise<boolean> {
  const { userId, service, account } = wanted;
  if (account === null) return deleteConnection(tx, userId, service);
  const intervalSeconds = settings.ingestIntervalMinutes * 60;
  const [stored] = await tx.query<Stored>(STORED, [userId, service]);
  const isSameAccount = stored?.externalName === account.user && stored.state !== 'paused';
  const isSameSecret = stored !== undefined && isSame(stored, wanted, settings);
  if (isSameAccount && isSameSecret && stored.intervalSeconds === intervalSeconds) return false;
  await saveConnection(tx, userId, {
    service,
    externalName: account.user,
    intervalSeconds,
    now: now(),
    ...(account.secret !== null && { credential: seal(account.secret, settings, connectionOwner(userId, service)) }),
  });
  await tx.query(account.secret === null ? FORGET_SECRET : SET_INTERVAL, [userId, service, intervalSeconds]);
  return true;
}

interface Stored {
  readonly externalName: string;
  readonly credential: Uint8Array | null;
  readonly keyId: string | null;
  readonly intervalSeconds: number;
  readonly state: string;
}

function isSame(
  { credential, keyId }: Stored,
  { userId, service, account }: WantedConnection,
  { secretKey }: ApiSettings,
): boolean {
  const secret = account?.secret ?? null;
  if (credential === null || keyId === null) return secret === null;
  if (secret === null || secretKey === undefined) return false;
  try {
    return openCredential({ credential, keyId }, secretKey, connectionOwner(userId, service)) === secret;
  } catch (error) {
    // Sealed under another key: it is sealed anew.
    if (error instanceof CredentialError) return false;
    throw error;
  }
}

function seal(secret: string, { secretKey }: ApiSettings, owner: string): ReturnType<typeof sealCredential> {
  if (secretKey === undefined) {
    throw new ProblemError({
      status: 422,
      kind: 'not-possible-here',
      title: 'Not possible on this installation',
      detail: 'Credentials are stored encrypted only, and this installation has no key (SIDETRACK_SECRET_KEY).',
      remedy: 'Give its pods the key of the Secret with its credentials.',
    });
  }
  return sealCredential(secret, secretKey, owner);
}

const STORED = `
  SELECT external_name AS "externalName", credential, credential_key_id AS "keyId", interval_seconds AS "intervalSeconds", state
  FROM connections WHERE user_id = $1 AND service = $2`;

const SET_INTERVAL = 'UPDATE connections SET interval_seconds = $3 WHERE user_id = $1 AND service = $2';
const FORGET_SECRET = `
  UPDATE connections SET interval_seconds = $3, credential = NULL, credential_key_id = NULL WHERE user_id = $1 AND service = $2`;
