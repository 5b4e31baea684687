import type { Request } from 'express';
import type { Caller } from '../access/caller.ts';
import { tokenHash } from '../access/token-secret.ts';
import type { Deps } from '../deps.ts';
import { findCallerByToken } from '../queries/caller-by-token.ts';
import { Refusal } from './refusal.ts';

/** The token of `Authorization: Token …`; the word before it may be another one, as the service has it. Null without one. */
export function tokenOf({ headers }: Pick<Request, 'headers'>): string | null {
  return /^\S+\s+(\S+)$/.exec(headers.authorization?.trim() ?? '')?.[1] ?? null;
}

/** Whose token this is; null where it is nobody's. @throws Refusal 403 for a listener who is suspended */
export async function findPusher(token: string, { db, now }: Deps): Promise<Caller | null> {
  const found = await findCallerByToken(db, tokenHash(token), now());
  if (found === null) return null;
  if (found.suspended) throw new Refusal(403, 'This listener is suspended on this installation.');
  const { userId, handle, scopes, tokenId } = found;
  return { userId, handle, scopes, shown: 'token', credentialId: tokenId };
}
