import { connectionOwner, sealCredential } from '@sidetrack/settings';
import type { SealedCredential } from '@sidetrack/settings';
import type { ApiSettings } from '../deps.ts';
import { conflict } from '../server/problem-error.ts';

/** Encrypts a credential for one listener and service. @throws 409 where this installation has no key for it */
export function sealForListener(
  credential: string,
  { settings, userId, service }: { settings: Pick<ApiSettings, 'secretKey'>; userId: string; service: string },
): SealedCredential {
  if (settings.secretKey === undefined) {
    throw conflict(
      'Credentials are stored encrypted only, and this installation has no key.',
      'Set SIDETRACK_SECRET_KEY and start SideTrack again.',
    );
  }
  return sealCredential(credential, settings.secretKey, connectionOwner(userId, service));
}
