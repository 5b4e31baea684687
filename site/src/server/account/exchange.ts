import type { AccountApi, Said } from './account-api.ts';
import { textOf } from './read-json.ts';

/** Whom a session's cookie belongs to, as the API says. */
export type Exchanged =
  | {
      readonly state: 'in';
      readonly token: string;
      readonly userId: string;
      /** The session's new end, where this exchange has put it off. */
      readonly renewedUntil: string | undefined;
    }
  | { readonly state: 'out' | 'suspended' | 'away' };

export interface SessionExchange {
  of(secret: string, address: string): Promise<Exchanged>;
  /** The session was ended here: nothing that was kept of it counts. */
  forget(secret: string): void;
}

/** A token holds for 60 s; one that is kept this long has enough left for any request to begin. */
const KEPT_MILLISECONDS = 40_000;
const MOST_KEPT = 10_000;

/**
 * Exchanges session cookies for tokens of the API, each at most once in 40 s, however many requests a page makes. Nothing rests on
 * what is kept: the API asks its database with every request whether the session still is.
 */
export function sessionExchange(api: Pick<AccountApi, 'ask'>, now: () => number = Date.now): SessionExchange {
  const kept = new Map<string, { at: number; value: Promise<Exchanged> }>();
  return {
    of(secret, address) {
      const known = kept.get(secret);
      if (known !== undefined && now() - known.at < KEPT_MILLISECONDS) return known.value.then(withoutRenewal);
      const value = api.ask('/session/exchange', { session: secret }, address).then(read);
      // Oldest first, as a Map keeps them.
      kept.delete(secret);
      if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
      kept.set(secret, { at: now(), value });
      return value.then((exchanged) => {
        if (exchanged.state !== 'in' && kept.get(secret)?.value === value) kept.delete(secret);
        return exchanged;
      });
    },
    forget: (secret) => void kept.delete(secret),
  };
}

function read(said: Said): Exchanged {
  if (!said.ok) {
    if (said.kind === 'suspended') return { state: 'suspended' };
    return { state: said.kind === 'signed-out' ? 'out' : 'away' };
  }
  const [token, userId] = [textOf(said.body, 'token'), textOf(said.body, 'userId')];
  if (token === undefined || userId === undefined) return { state: 'away' };
  return { state: 'in', token, userId, renewedUntil: textOf(said.body, 'renewedUntil') };
}

/** The cookie is put off once, by whoever had the exchange made. */
function withoutRenewal(exchanged: Exchanged): Exchanged {
  return exchanged.state === 'in' ? { ...exchanged, renewedUntil: undefined } : exchanged;
}
