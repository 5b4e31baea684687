import { Heap } from './heap.ts';
import { LimitedService } from './limited-service.ts';
import { DAY, LATEST_SECONDS, playsOn, seeded } from './plays.ts';
import { simulate, type Simulation } from './simulate.ts';

const CROWD: Simulation = {
  seed: 1,
  listeners: 60,
  lastfmShare: 0.3,
  days: 1,
  joinWithinDays: 0.1,
  intervalSeconds: 60,
  withHistory: true,
};

test('every play arrives, no limit is broken, and whoever comes sees something at once', () => {
  const outcome = simulate(CROWD);
  expect(outcome).toMatchObject({ lost: 0, forgotten: 0, breaches: 0 });
  expect(outcome.plays).toBeGreaterThan(500);
  expect(outcome.firstPageSeconds.p99).toBeLessThan(30);
  expect(outcome.historySeconds.p99).toBeLessThan(DAY);
}, 60_000);

test('the same once more is the same', () => {
  const small = { ...CROWD, listeners: 10, days: 0.5 };
  expect(simulate(small)).toEqual(simulate(small));
});

test('the simulated service counts as the real one: thirty requests in ten seconds, and what comes beyond', () => {
  const events = new Heap<() => void>();
  let time = 1_000_000;
  const world = { now: () => time, after: (seconds: number, run: () => void) => events.push(time + seconds, run) };
  const service = new LimitedService('listenbrainz', world, 0.1);
  let answers = 0;
  for (let request = 0; request < 95; request += 1) service.ask(() => (answers += 1));
  while (events.least() !== undefined) {
    time = events.least()!.key;
    events.pop()!();
  }
  expect([answers, service.breaches]).toEqual([95, 0]);
  expect(time).toBeGreaterThan(1_000_030);
});

test('plays are the same whenever they are asked for, by day, and handed in within the time that is said', () => {
  let offline = 0;
  for (let listener = 0; listener < 200; listener += 1) {
    const plays = playsOn(7, listener, 20_000);
    expect(playsOn(7, listener, 20_000)).toEqual(plays);
    for (const { listenedAt, visibleAt } of plays) {
      expect(Math.floor(listenedAt / DAY)).toBe(20_000);
      expect(visibleAt - listenedAt).toBeGreaterThanOrEqual(0);
      expect(visibleAt - listenedAt).toBeLessThanOrEqual(LATEST_SECONDS);
      if (visibleAt > listenedAt) offline += 1;
    }
  }
  expect(offline).toBeGreaterThan(0);
});

test('the heap gives the least first', () => {
  const random = seeded(1, 2, 3);
  const heap = new Heap<number>();
  const keys = Array.from({ length: 500 }, random);
  for (const key of keys) heap.push(key, key);
  expect(Array.from(keys, () => heap.pop())).toEqual(keys.toSorted((a, b) => a - b));
  expect(heap.pop()).toBeUndefined();
});
