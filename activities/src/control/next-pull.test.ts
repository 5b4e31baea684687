import { nextPullAt, type PullHistory } from './next-pull.ts';

const now = new Date('2026-03-01T12:00:00Z');
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const secondsUntilNext = (history: Partial<PullHistory>): number =>
  (nextPullAt({
    now,
    intervalSeconds: 60,
    failures: 0,
    newestListenAt: hoursAgo(1),
    historyLeft: false,
    sparesIdle: true,
    ...history,
  }).getTime() -
    now.getTime()) /
  1000;

test.each<[string, Partial<PullHistory>, number]>([
  ['the interval after a success', {}, 60],
  ['the interval where no listen is known', { newestListenAt: null }, 60],
  ['at once where older plays wait', { historyLeft: true }, 0],
  ['later all the same after a failure', { historyLeft: true, failures: 1 }, 120],
  ['twice the interval after one failure', { failures: 1 }, 120],
  ['four times after two', { failures: 2 }, 240],
  ['an hour at most after many', { failures: 500 }, 3600],
  ['five minutes after a silent day', { newestListenAt: hoursAgo(24) }, 300],
  ['half an hour after six silent days', { newestListenAt: hoursAgo(144) }, 1800],
  ['an hour at most after a silent year', { newestListenAt: hoursAgo(9000) }, 3600],
  ['the interval where nobody is spared', { newestListenAt: hoursAgo(9000), sparesIdle: false }, 60],
  ['the interval where it is longer than any back-off', { intervalSeconds: 86_400, failures: 9 }, 86_400],
])('%s', (_, history, seconds) => {
  expect(secondsUntilNext(history)).toBeCloseTo(seconds, 6);
});
