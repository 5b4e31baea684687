import type { ScopeName } from '../contract/tokens.ts';

/** Who asks: a listener, and what this request may do in their name. */
export interface Caller {
  readonly userId: string;
  readonly handle: string;
  readonly scopes: readonly ScopeName[];
  /** Whether a token was shown; without one it is the local user of a laptop. */
  readonly byToken: boolean;
}

/** `write` includes `read`. */
export function mayUse(caller: Caller, access: ScopeName): boolean {
  return caller.scopes.includes(access) || caller.scopes.includes('write');
}
