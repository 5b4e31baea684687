import type { Sql } from '@sidetrack/prisma';
import { sqlState } from '@sidetrack/prisma';
import type { TenantWish } from '../contract/internal/tenants.ts';
import type { Deps } from '../deps.ts';
import { conflict, ProblemError } from '../server/problem-error.ts';
import { alignAudioRoot } from './align-audio-root.ts';
import { alignConnection } from './align-connection.ts';
import { findTenant, lockTenant } from './find-tenant.ts';
import { alignListener, makeListener, resumeListener } from './listener-rows.ts';

/**
 * Makes the listener of a Tenant, or brings them up to what the Tenant says; writes only what differs, in one transaction. A
 * Tenant that was deleted and whose data was kept finds its listener again under the same key and handle.
 * @throws 409 where the handle is another listener's or they are being purged, 422 where this installation lacks what it takes
 */
export async function putTenant(
  deps: Deps,
  key: string,
  wish: TenantWish,
): Promise<{ userId: string; changed: boolean }> {
  try {
    return await deps.db.asService((tx) => put(tx, deps, key, wish));
  } catch (error) {
    // Another key took the handle between the look and the write.
    if (sqlState(error) === UNIQUE_VIOLATION) throw handleTaken(wish.handle);
    throw error;
  }
}

async function put(tx: Sql, deps: Deps, key: string, wish: TenantWish): Promise<{ userId: string; changed: boolean }> {
  const now = deps.now();
  await lockTenant(tx, key);
  const known = await findTenant(tx, key);
  if (known?.isPurging === true) {
    throw conflict(
      `Everything of the listener ${known.handle} is being deleted.`,
      'Wait until it is gone; the Tenant is made anew then.',
    );
  }
  const resumed = known === undefined ? await resumeListener(tx, key, wish.handle) : undefined;
  if (resumed === null) throw handleTaken(wish.handle);
  const userId = known?.userId ?? resumed ?? (await makeListener(tx, key, wish, now));
  const changes = [
    known === undefined,
    await alignListener(tx, userId, wish, now),
    await alignConnection(
      tx,
      { userId, service: 'listenbrainz', account: accountOf(wish.listenbrainz, 'token') },
      deps,
    ),
    await alignConnection(tx, { userId, service: 'lastfm', account: accountOf(wish.lastfm, 'sessionKey') }, deps),
    await alignAudioRoot(tx, { userId, subPath: wish.audioSubPath }, deps),
  ];
  return { userId, changed: changes.includes(true) };
}

function accountOf<Secret extends string>(
  given: ({ user: string } & Record<Secret, string | null>) | null,
  secret: Secret,
): { user: string; secret: string | null } | null {
  return given === null ? null : { user: given.user, secret: given[secret] };
}

const UNIQUE_VIOLATION = '23505';

function handleTaken(handle: string): ProblemError {
  return new ProblemError({
    status: 409,
    kind: 'handle-taken',
    title: 'The handle is taken',
    detail: `Another listener of this installation is called ${handle}.`,
    remedy: 'Choose another spec.handle.',
  });
}
