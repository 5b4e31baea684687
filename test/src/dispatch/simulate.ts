import { nextPullAt } from '../../../activities/src/control/next-pull.ts';
import type { DueConnection, Service } from '../../../activities/src/types.ts';
import { held, isHeld, withoutExpired, type Holds } from '../../../workflows/src/holds.ts';
import { chooseStarts, plannedStarts, type Start } from '../../../workflows/src/plan-starts.ts';
import { NOTHING_DUE } from '../nothing-due.ts';
import { becameVisible, createAccount, type Account } from './account.ts';
import { Heap } from './heap.ts';
import { Histogram, type Percentiles } from './histogram.ts';
import { Lanes } from './lanes.ts';
import { LimitedService, type World } from './limited-service.ts';
import { DAY, seeded, type Play } from './plays.ts';
import { syncListens, type Step, type Sync } from './sync.ts';

export interface Simulation {
  readonly seed: number;
  readonly listeners: number;
  /** Share of them with an account at Last.fm; the others have one at ListenBrainz. */
  readonly lastfmShare: number;
  readonly days: number;
  /** Within these first days they all come. */
  readonly joinWithinDays: number;
  readonly intervalSeconds: number;
  /** Whether they bring plays of earlier years. */
  readonly withHistory: boolean;
}

export interface Outcome {
  readonly plays: number;
  /** Plays that a service had for this long and that are not here at the end. */
  readonly lost: number;
  /** Accounts that were not looked at for as long. */
  readonly forgotten: number;
  readonly breaches: number;
  readonly requests: Readonly<Record<Service, number>>;
  /** From a play's coming to the service to its coming here. */
  readonly freshnessSeconds: Percentiles;
  /** From a listener's coming to their newest plays, and to their whole history. */
  readonly firstPageSeconds: Percentiles;
  readonly historySeconds: Percentiles;
}

/** 16 November 2026, a Monday. */
const BEGIN = Date.UTC(2026, 10, 16) / 1000;
const LATENCY_SECONDS: Readonly<Record<Service, number>> = { listenbrainz: 0.15, lastfm: 0.2 };
const LOOK_EVERY_SECONDS = 5;
/** A workflow's start, and the note of when it is due again. */
const WORKFLOW_SECONDS = 0.06;
/** Beyond this many those that are over are forgotten. */
const MOST_HOLDS = 50;
/** Beyond this many their days would not fit into memory. */
const MOST_WITH_DAYS = 20_000;
/** What came later than this before the end may still be on its way. */
const GRACE_SECONDS = 3 * 3600;

/** Days of the dispatcher's life without a server: its own choice, back-off, cadences and pauses, with everything around them simulated. */
export function simulate(simulation: Simulation): Outcome {
  const { seed, listeners, lastfmShare, days, joinWithinDays, intervalSeconds } = simulation;
  const end = BEGIN + days * DAY;
  const events = new Heap<() => void>();
  let time = BEGIN;
  const world: World = { now: () => time, after: (seconds, run) => events.push(time + seconds, run) };
  const services = {
    listenbrainz: new LimitedService('listenbrainz', world, LATENCY_SECONDS.listenbrainz),
    lastfm: new LimitedService('lastfm', world, LATENCY_SECONDS.lastfm),
  };
  const accounts = Array.from({ length: listeners }, (_, listener) => {
    const random = seeded(seed, listener, 3);
    const service = random() < lastfmShare ? 'lastfm' : 'listenbrainz';
    return createAccount(
      { ...simulation, keepsDays: listeners <= MOST_WITH_DAYS },
      { listener, service, joinedAt: BEGIN + random() * joinWithinDays * DAY },
    );
  });
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const lanes = new Lanes();
  for (const account of accounts)
    events.push(account.joinedAt, () => lanes.add(account, account.joinedAt, intervalSeconds));

  const running = new Map<string, Start>();
  const freshness = new Histogram();
  let holds: Holds = {};
  let lookAt = Infinity;

  const wake = (): void => {
    if (lookAt <= time) return;
    lookAt = time;
    world.after(0, look);
  };
  const look = (): void => {
    if (lookAt !== time) return;
    const taken = lanes.take(time);
    const due = taken.map(({ account, lane }): DueConnection => ({
      connectionId: account.id,
      service: account.service,
      part: lane === 'history' ? 'history' : 'newest',
    }));
    const starts = chooseStarts(plannedStarts({ ...NOTHING_DUE, connections: due }), running.values(), (id) =>
      isHeld(holds, id, time * 1000),
    );
    const started = new Set(starts.map(({ workflowId }) => workflowId));
    for (const entry of taken) if (!started.has(`sync-listens/${entry.account.id}`)) lanes.putBack(entry);
    for (const start of starts) launch(start);
    lookAt = time + LOOK_EVERY_SECONDS;
    events.push(lookAt, look);
  };
  const launch = (start: Start): void => {
    const { connectionId, part = 'newest' } = start.args[0] as DueConnection;
    const account = byId.get(connectionId)!;
    running.set(start.workflowId, start);
    const onArrived = (plays: readonly Play[]): void => {
      for (const { visibleAt } of plays) freshness.add(time - visibleAt);
    };
    const sync: Sync = { seed, account, part, now: () => time, onArrived };
    world.after(WORKFLOW_SECONDS, () => go(syncListens(sync), account, () => ended(start, account)));
  };
  const go = (steps: Generator<Step, void>, account: Account, done: () => void): void => {
    const next = steps.next();
    if (next.done === true) {
      done();
      return;
    }
    const step = next.value;
    if ('seconds' in step) {
      world.after(step.seconds, () => go(steps, account, done));
      return;
    }
    const send = (left: number): void => {
      if (left === 0) go(steps, account, done);
      else services[account.service].ask(() => send(left - 1));
    };
    send(step.requests);
  };
  const ended = (start: Start, account: Account): void => {
    account.lastSyncedAt = account.askedAt;
    const dueAt = nextPullAt({
      now: new Date(time * 1000),
      intervalSeconds,
      failures: 0,
      newestListenAt: account.newestTs === null ? null : new Date(account.newestTs * 1000),
      historyLeft: account.newestTs !== null && !account.backfillComplete,
      sparesIdle: true,
    });
    lanes.add(account, dueAt.getTime() / 1000, intervalSeconds);
    running.delete(start.workflowId);
    const few = Object.keys(holds).length > MOST_HOLDS ? withoutExpired(holds, time * 1000) : holds;
    holds = held(few, start.workflowId, 'done', time * 1000);
    wake();
  };

  wake();
  for (let next = events.least(); next !== undefined && next.key < end; next = events.least()) {
    time = next.key;
    events.pop()!();
  }
  return outcomeOf(simulation, { accounts, services, freshness, end });
}

function outcomeOf(
  { seed }: Simulation,
  {
    accounts,
    services,
    freshness,
    end,
  }: { accounts: Account[]; services: Record<Service, LimitedService>; freshness: Histogram; end: number },
): Outcome {
  const until = end - GRACE_SECONDS;
  let [plays, lost, forgotten] = [0, 0, 0];
  const [first, whole] = [new Histogram(), new Histogram()];
  for (const account of accounts) {
    plays += account.arrived;
    lost +=
      becameVisible(seed, account, account.joinedAt, account.seenUntil).length -
      account.arrived -
      account.overlooked.length;
    lost += account.overlooked.filter(({ visibleAt }) => visibleAt < until).length;
    if (account.seenUntil < until && becameVisible(seed, account, account.seenUntil, until).length > 0) forgotten += 1;
    first.add((account.firstPageAt ?? Infinity) - account.joinedAt);
    whole.add((account.historyReadAt ?? Infinity) - account.joinedAt);
  }
  return {
    plays,
    lost,
    forgotten,
    breaches: services.listenbrainz.breaches + services.lastfm.breaches,
    requests: { listenbrainz: services.listenbrainz.requests, lastfm: services.lastfm.requests },
    freshnessSeconds: freshness.percentiles(),
    firstPageSeconds: first.percentiles(),
    historySeconds: whole.percentiles(),
  };
}
