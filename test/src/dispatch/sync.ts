import { DAILY, dueReading } from '../../../activities/src/connections/cadence.ts';
import type { DueConnection } from '../../../activities/src/types.ts';
import { readAgain, readOn, type Account } from './account.ts';
import type { Play } from './plays.ts';

/** What a pull does next: so many requests one after another, or seconds that pass. */
export type Step = { readonly requests: number } | { readonly seconds: number };

/** Pages that one activity reads before it hands back, as in the product. */
const PAGES_PER_ACTIVITY = 20;
/** Temporal's part of starting an activity and noting its end. */
const ACTIVITY_SECONDS = 0.05;

export interface Sync {
  readonly seed: number;
  readonly account: Account;
  readonly part: NonNullable<DueConnection['part']>;
  readonly now: () => number;
  readonly onArrived: (plays: readonly Play[]) => void;
}

/** `SyncListens` with its activities, as far as it costs time and requests. */
export function* syncListens(sync: Sync): Generator<Step, void> {
  const { account, part, now } = sync;
  for (;;) {
    yield* forward(sync);
    if (part === 'newest') return;
    const pages = Math.min(PAGES_PER_ACTIVITY, account.historyPages);
    yield { seconds: ACTIVITY_SECONDS };
    yield { requests: pages };
    account.historyPages -= pages;
    if (account.historyPages > 0) continue;
    account.backfillComplete = true;
    account.historyReadAt = now();
    return;
  }
}

function* forward({ seed, account, now, onArrived }: Sync): Generator<Step, void> {
  yield { seconds: ACTIVITY_SECONDS };
  const { id, newestTs } = account;
  account.askedAt = now();
  const lastSyncedAt = account.lastSyncedAt === null ? null : new Date(account.lastSyncedAt * 1000);
  const reading = dueReading({ id, lastSyncedAt, newestTs }, new Date(now() * 1000));
  const read = readOn(seed, account, now());
  const again =
    reading?.coversNewest === true ? readAgain(seed, account, reading.fromTs, now()) : { arrived: [], pages: 0 };
  yield { requests: Math.max(read.pages, again.pages) };
  onArrived([...read.arrived, ...again.arrived]);
  if (account.firstPageAt === null) {
    account.firstPageAt = now();
    account.historyPages -= 1;
    account.backfillComplete = account.historyPages === 0;
    if (account.backfillComplete) account.historyReadAt = now();
  }
  if (lastSyncedAt === null || reading?.cadence === DAILY) yield { requests: 1 };
}
