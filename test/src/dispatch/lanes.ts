import type { Account } from './account.ts';
import { Heap } from './heap.ts';

/** More than there are places for, of each lane. */
const STARTS_PER_LOOK = 12;
/** In the order of the query. */
const LANES = ['unread', 'newest', 'history'];

export interface Waiting {
  readonly account: Account;
  readonly lane: 'unread' | 'newest' | 'history';
  /** What the lane is sorted by. */
  readonly key: number;
  /** Of the account when it was put here: it has been pulled since where that is another now. */
  readonly pulls: number;
}

/** What the database's query gives: of each service those to begin with, apart by what is to be read. */
export class Lanes {
  private readonly heaps = new Map<string, Heap<Waiting>>();

  add(account: Account, dueAt: number, intervalSeconds: number): void {
    const pulls = (account.pulls += 1);
    const put = (lane: Waiting['lane'], key: number): void => this.putBack({ account, lane, key, pulls });
    if (account.newestTs === null) {
      put('unread', dueAt);
      return;
    }
    if (account.backfillComplete) {
      put('newest', dueAt);
      return;
    }
    put('history', account.joinedAt);
    put('newest', (account.lastSyncedAt ?? dueAt) + intervalSeconds);
  }

  putBack(entry: Waiting): void {
    const lane = `${entry.account.service} ${entry.lane}`;
    const heap = this.heaps.get(lane) ?? new Heap<Waiting>();
    this.heaps.set(lane, heap);
    heap.push(entry.key, entry);
  }

  take(now: number): Waiting[] {
    const taken: Waiting[] = [];
    for (const heap of this.heaps.values()) {
      for (let count = 0; count < STARTS_PER_LOOK;) {
        const least = heap.least();
        if (least === undefined || least.key > now) break;
        heap.pop();
        if (least.value.pulls !== least.value.account.pulls) continue;
        taken.push(least.value);
        count += 1;
      }
    }
    return taken.sort((a, b) => LANES.indexOf(a.lane) - LANES.indexOf(b.lane) || a.key - b.key);
  }
}
