import { createHash } from 'node:crypto';
import type { Service } from '../../../activities/src/types.ts';
import { DAY, historyOf, LATEST_SECONDS, playsOn, type Play } from './plays.ts';

const DAYS_KEPT = 6;
const PAGE: Readonly<Record<Service, number>> = { listenbrainz: 500, lastfm: 200 };

/** A simulated account at a service and what is known of it here: the same fields as a row of `connections`. Times are seconds. */
export interface Account {
  readonly listener: number;
  readonly id: string;
  readonly service: Service;
  readonly joinedAt: number;
  newestTs: number | null;
  backfillComplete: boolean;
  lastSyncedAt: number | null;
  /** The last look forward. */
  askedAt: number;
  /** Pages of plays from before they came that are not read yet. */
  historyPages: number;
  /** Up to when the service was looked at; what became visible since is new to us. */
  seenUntil: number;
  /** Handed in with a date before the newest known play: found only by reading the last days again. */
  overlooked: Play[];
  firstPageAt: number | null;
  historyReadAt: number | null;
  arrived: number;
  pulls: number;
  /** Plays by day, as many days as are asked for again and again; null where there are too many accounts for that. */
  readonly days: Map<number, Play[]> | null;
}

export function createAccount(
  { seed, withHistory, keepsDays }: { seed: number; withHistory: boolean; keepsDays: boolean },
  { listener, service, joinedAt }: Pick<Account, 'listener' | 'service' | 'joinedAt'>,
): Account {
  return {
    listener,
    id: createHash('md5')
      .update(`${String(seed)} ${String(listener)}`)
      .digest('hex'),
    service,
    joinedAt,
    newestTs: null,
    backfillComplete: false,
    lastSyncedAt: null,
    askedAt: joinedAt,
    historyPages: Math.floor((withHistory ? historyOf(seed, listener) : 0) / PAGE[service]) + 1,
    seenUntil: joinedAt,
    overlooked: [],
    firstPageAt: null,
    historyReadAt: null,
    arrived: 0,
    pulls: 0,
    days: keepsDays ? new Map() : null,
  };
}

/** Looks at the service now. Gives the plays that arrive by reading on from the newest one, and how many pages that is. */
export function readOn(seed: number, account: Account, now: number): { arrived: Play[]; pages: number } {
  const cursor = account.newestTs ?? -Infinity;
  const visible = becameVisible(seed, account, account.seenUntil, now);
  const arrived = visible.filter(({ listenedAt }) => listenedAt >= cursor);
  account.overlooked.push(...visible.filter(({ listenedAt }) => listenedAt < cursor));
  account.seenUntil = now;
  // An account whose plays are all from before they came has its newest one then.
  account.newestTs = arrived.reduce(
    (newest, { listenedAt }) => Math.max(newest, listenedAt),
    account.newestTs ?? account.joinedAt,
  );
  account.arrived += arrived.length;
  return { arrived, pages: Math.floor(arrived.length / PAGE[account.service]) + 1 };
}

/** Reads the last days again. Gives what had been overlooked, and how many pages the days have. */
export function readAgain(
  seed: number,
  account: Account,
  fromTs: number,
  now: number,
): { arrived: Play[]; pages: number } {
  const arrived = account.overlooked.filter(({ listenedAt }) => listenedAt >= fromTs);
  account.overlooked = account.overlooked.filter(({ listenedAt }) => listenedAt < fromTs);
  account.arrived += arrived.length;
  // A day like the last two stands for those before them.
  const perDay = becameVisible(seed, account, now - 2 * DAY, now).length / 2;
  return { arrived, pages: Math.floor((perDay * (now - fromTs)) / DAY / PAGE[account.service]) + 1 };
}

/** How many plays the service was given between the two times. */
export function becameVisible(seed: number, { listener, days }: Account, from: number, until: number): Play[] {
  const plays: Play[] = [];
  for (let day = Math.floor((from - LATEST_SECONDS) / DAY); day <= Math.floor(until / DAY); day += 1) {
    let known = days?.get(day);
    if (known === undefined) {
      known = playsOn(seed, listener, day);
      if (days !== null && days.size >= DAYS_KEPT) days.clear();
      days?.set(day, known);
    }
    for (const play of known) if (play.visibleAt > from && play.visibleAt <= until) plays.push(play);
  }
  return plays;
}
