import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Last.fm's own tokens live as long. */
export const STATE_LIFETIME_MS = 3_600_000;

/**
 * Goes with a listener to Last.fm and back, so that only who began can end: a page elsewhere that sends a listener here with
 * a token of its own would connect them with somebody else's account. It is bound to the listener and to an hour by an HMAC, so
 * that nothing is stored.
 */
export function makeState(userId: string, expiresAt: Date, secretKey: string): string {
  const expires = String(expiresAt.getTime());
  return `${expires}.${proofOf(userId, expires, secretKey).toString('base64url')}`;
}

/** Whether this listener got this state from this installation, and its hour is not over. */
export function isOwnState(
  state: string,
  { userId, now, secretKey }: { userId: string; now: Date; secretKey: string },
): boolean {
  const [, expires, proof] = /^(\d{13,15})\.([\w-]{43})$/u.exec(state) ?? [];
  if (expires === undefined || proof === undefined || Number(expires) <= now.getTime()) return false;
  return timingSafeEqual(Buffer.from(proof, 'base64url'), proofOf(userId, expires, secretKey));
}

function proofOf(userId: string, expires: string, secretKey: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'sidetrack lastfm state', 32));
  return createHmac('sha256', key).update(`${userId} ${expires}`).digest();
}
