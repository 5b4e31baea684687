import type { Caller } from '../access/caller.ts';
import { Refusal } from './refusal.ts';

/** `GET /1/validate-token`: whether a token is one, and whose. @throws Refusal 400 without a token */
export function validateToken(token: string | null, caller: Caller | null): object {
  if (token === null) throw new Refusal(400, 'You need to provide an Authorization token.');
  return caller === null
    ? { code: 200, message: 'Token invalid.', valid: false }
    : { code: 200, message: 'Token valid.', valid: true, user_name: caller.handle };
}
