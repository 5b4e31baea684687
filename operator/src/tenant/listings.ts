import type { InstallationApis, TenantState } from '../installation-api/index.ts';
import { InstallationApiError } from '../installation-api/index.ts';

/** All listeners of one installation that came from Tenants, as its API told them at one time. */
export interface Listing {
  /** When it was asked for: what was done before is in it. */
  readonly askedAt: Date;
  readonly byKey: ReadonlyMap<string, TenantState>;
}

/** The installation's API gave no listing. */
export interface Outage {
  readonly error: InstallationApiError;
  /** Since when it has given none. */
  readonly since: Date;
}

export interface Listings {
  /**
   * The installation's listeners, asked for once for all of its Tenants. At most `LISTING_SECONDS` old, and asked for after
   * `notBefore` where that is given.
   */
  of(
    installation: { readonly namespace: string; readonly name: string },
    options: { readonly signal: AbortSignal; readonly notBefore?: Date | undefined },
  ): Promise<Listing | Outage>;
}

export function isOutage(answer: Listing | Outage): answer is Outage {
  return 'error' in answer;
}

/** An installation that does not answer is asked again after this time, by one of its Tenants for all. */
export const LISTING_SECONDS = 20;
const OUTAGE_SECONDS = 5;

export function createListings(apis: InstallationApis, now: () => Date): Listings {
  const shelves = new Map<string, Shelf>();
  return {
    async of(installation, { signal, notBefore }) {
      const key = `${installation.namespace}/${installation.name}`;
      const shelf = shelves.get(key) ?? { answer: undefined, askedAt: new Date(0), asking: undefined };
      shelves.set(key, shelf);
      // An answer that was asked for too early is waited for, and then asked for again.
      while (!isFresh(shelf, notBefore, now())) {
        signal.throwIfAborted();
        shelf.asking ??= ask(shelf, () => apis.of(installation).tenants(), now).finally(
          () => (shelf.asking = undefined),
        );
        await shelf.asking;
      }
      return shelf.answer!;
    },
  };
}

interface Shelf {
  answer: Listing | Outage | undefined;
  askedAt: Date;
  asking: Promise<void> | undefined;
}

function isFresh({ answer, askedAt }: Shelf, notBefore: Date | undefined, now: Date): boolean {
  if (answer === undefined) return false;
  const ageSeconds = (now.getTime() - askedAt.getTime()) / 1000;
  if (isOutage(answer)) return ageSeconds < OUTAGE_SECONDS;
  return ageSeconds < LISTING_SECONDS && (notBefore === undefined || askedAt >= notBefore);
}

async function ask(shelf: Shelf, tenants: () => Promise<TenantState[]>, now: () => Date): Promise<void> {
  const askedAt = now();
  try {
    const states = await tenants();
    shelf.answer = { askedAt, byKey: new Map(states.map((state) => [state.key, state])) };
  } catch (error) {
    if (!(error instanceof InstallationApiError)) throw error;
    const before = shelf.answer;
    const since = before !== undefined && isOutage(before) ? before.since : askedAt;
    shelf.answer = { error, since };
  }
  shelf.askedAt = askedAt;
}
