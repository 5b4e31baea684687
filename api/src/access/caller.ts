import type { ScopeName } from '../contract/tokens.ts';

/** Who asks: a listener, and what this request may do in their name. */
export interface Caller {
  readonly userId: string;
  readonly handle: string;
  readonly scopes: readonly ScopeName[];
  /** What was shown: a personal token, a session of the dashboard, or nothing, as by the local user of a laptop. */
  readonly shown: 'token' | 'session' | 'nothing';
  /** Id of that token or session: while it is open, so is what it opened. Null where nothing was shown. */
  readonly credentialId: string | null;
}

/** `write` includes the others. */
export function mayUse(caller: Caller, access: ScopeName): boolean {
  return caller.scopes.includes(access) || caller.scopes.includes('write');
}
