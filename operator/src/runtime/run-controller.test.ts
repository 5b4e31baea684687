import { ApiError, NotLeadingError } from './errors.ts';
import { createMetrics } from './metrics.ts';
import { WorkQueue } from './queue.ts';
import { runController } from './run-controller.ts';
import { FakeTimers, settled, silentLog } from './test-tools.ts';
import type { Key, ReconcileResult } from './types.ts';

function start(reconcile: (key: Key) => Promise<ReconcileResult | undefined>, concurrency = 2) {
  const timers = new FakeTimers();
  const metrics = createMetrics();
  const queue = new WorkQueue({ timers, random: () => 0 });
  const stop = new AbortController();
  const controller = { name: 'test', concurrency, reconcile };
  const ended = runController({ controller, queue, metrics, timers, log: silentLog, signal: stop.signal });
  const results = async () => {
    const { values } = await metrics.reconciles.get();
    return Object.fromEntries(values.map(({ labels, value }) => [String(labels.result), value]));
  };
  return { timers, queue, stop, ended, results };
}

describe('runController', () => {
  it('works on as many keys at once as it may, and ends when the queue is drained', async () => {
    const release = Promise.withResolvers<undefined>();
    const begun: string[] = [];
    const { queue, ended } = start(async ({ namespace, name }) => {
      begun.push(`${namespace}/${name}`);
      return release.promise;
    });
    for (const key of ['music/a', 'music/b', 'music/c']) queue.add(key);
    await settled();
    expect(begun).toEqual(['music/a', 'music/b']);
    release.resolve(undefined);
    await settled();
    expect(begun).toEqual(['music/a', 'music/b', 'music/c']);
    await queue.drain();
    await ended;
  });

  it('looks again after the time that was asked for', async () => {
    let looks = 0;
    const { queue, timers, results } = start(() =>
      Promise.resolve((looks += 1) < 3 ? { requeueAfterSeconds: 30 } : undefined),
    );
    queue.add('music/a');
    await timers.advanceSlowly(29_000, 1000);
    expect(looks).toBe(1);
    await timers.advanceSlowly(60_000, 1000);
    expect([looks, await results()]).toEqual([3, { later: 2, done: 1 }]);
  });

  it('tries what failed again, later each time and no sooner than the API server asks, and goes on with others', async () => {
    const times: number[] = [];
    const errors = [
      new Error('broken'),
      new ApiError('busy', { code: 429, retryAfterSeconds: 5 }),
      new ApiError('changed', { code: 409 }),
    ];
    const { queue, timers, results } = start(({ name }) => {
      if (name !== 'a') return Promise.resolve(undefined);
      times.push(timers.now());
      const error = errors.shift();
      return error ? Promise.reject(error) : Promise.resolve(undefined);
    });
    queue.add('music/a');
    queue.add('music/b');
    await settled();
    await timers.advanceSlowly(20_000, 50);
    expect(times).toEqual([0, 200, 5200, 6000]);
    expect(await results()).toEqual({ done: 2, failed: 2, conflict: 1 });
  });

  it('tries nothing again once it may not act', async () => {
    const { queue, timers, results } = start(() => Promise.reject(new NotLeadingError()));
    queue.add('music/a');
    await timers.advanceSlowly(60_000, 1000);
    expect(await results()).toEqual({ stopped: 1 });
  });
});
