import fc from 'fast-check';
import { ApiError } from './errors.ts';
import { LeaderElection, type LeaseApi } from './lease.ts';
import { FakeTimers, seededRandom, settled, silentLog } from './test-tools.ts';
import { wait } from './timers.ts';
import type { KubernetesObject } from './types.ts';

/** A Lease on an API server whose answers take up to `latency` ms, and get lost by chance: before or after they had their effect. */
function leaseServer(
  timers: FakeTimers,
  random: () => number,
  options: { latency: number; loss: number; cutOff?: () => boolean },
) {
  let stored: KubernetesObject | null = null;
  let version = 0;
  const conflict = () => new ApiError('changed', { code: 409, reason: 'Conflict' });
  const travel = async <T>(work: () => T): Promise<T> => {
    await wait(timers, random() * options.latency);
    if (options.cutOff?.() || random() < options.loss) throw new ApiError('lost on the way there');
    const result = work();
    await wait(timers, random() * options.latency);
    if (random() < options.loss) throw new ApiError('lost on the way back');
    return result;
  };
  const put = (lease: KubernetesObject) => {
    version += 1;
    return (stored = structuredClone({ ...lease, metadata: { ...lease.metadata, resourceVersion: String(version) } }));
  };
  const api: LeaseApi = {
    read: () => travel(() => structuredClone(stored)),
    create: (lease) =>
      travel(() => {
        if (stored) throw conflict();
        return put(lease);
      }),
    update: (lease) =>
      travel(() => {
        if (stored?.metadata?.resourceVersion !== lease.metadata?.resourceVersion) throw conflict();
        return put(lease);
      }),
  };
  return { api, lease: () => stored as (KubernetesObject & { spec: Record<string, unknown> }) | null };
}

function contender(identity: string, api: LeaseApi, timers: FakeTimers, random: () => number) {
  const clock = () => new Date(1.8e12 + timers.now());
  return new LeaderElection({
    api,
    namespace: 'system',
    name: 'sidetrack-operator',
    identity,
    clock,
    timers,
    random,
    log: silentLog,
  });
}

/** Contends for ever: a process that lost is started anew. */
function keepContending(make: () => LeaderElection, signal: AbortSignal) {
  const process = { election: make() };
  void (async () => {
    while (!signal.aborted) {
      if (await process.election.acquire(signal)) await process.election.keep(signal);
      process.election = make();
    }
  })();
  return process;
}

describe('LeaderElection', () => {
  it('never lets two lead at once, whatever is slow or lost, and one leads most of the time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.integer({ min: 1, max: 6000 }),
        fc.double({ min: 0, max: 0.6, noNaN: true }),
        async (seed, latency, loss) => {
          const timers = new FakeTimers();
          const random = seededRandom(seed);
          const { api } = leaseServer(timers, random, { latency, loss });
          const stop = new AbortController();
          const processes = ['a', 'b', 'c'].map((name) =>
            keepContending(() => contender(name, api, timers, random), stop.signal),
          );
          for (let turn = 0; turn < 200; turn += 1) {
            timers.advance(250 + random() * 500);
            await settled();
            expect(processes.filter(({ election }) => election.leads).length).toBeLessThanOrEqual(1);
          }
          stop.abort();
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it('takes a free Lease at once, renews it, and another waits until 15 s passed without a renewal', async () => {
    const timers = new FakeTimers();
    let cut = false;
    const { api, lease } = leaseServer(timers, () => 0.5, { latency: 20, loss: 0, cutOff: () => cut });
    const stop = new AbortController();
    const [first, second] = ['first', 'second'].map((name) => contender(name, api, timers, () => 0.5)) as [
      LeaderElection,
      LeaderElection,
    ];
    const acquired = first.acquire(stop.signal);
    await timers.advanceSlowly(200, 10);
    await expect(acquired).resolves.toBe(true);
    expect(lease()!.spec).toMatchObject({ holderIdentity: 'first', leaseDurationSeconds: 15, leaseTransitions: 0 });
    expect(lease()!.spec.renewTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);

    const kept = first.keep(stop.signal);
    let secondLeads = false;
    void second.acquire(stop.signal).then((got) => (secondLeads = got));
    await timers.advanceSlowly(60_000);
    expect([first.leads, secondLeads]).toEqual([true, false]);

    cut = true;
    await timers.advanceSlowly(9_000);
    expect(first.leads).toBe(true);
    await timers.advanceSlowly(3_000);
    expect(first.leads).toBe(false);
    await expect(kept).resolves.toBe('lost');
    cut = false;
    // The second had not seen the last renewal before the cut, so it waits 15 s from when it does.
    await timers.advanceSlowly(18_000);
    expect(secondLeads).toBe(true);
    expect(lease()!.spec).toMatchObject({ holderIdentity: 'second', leaseTransitions: 1 });
    stop.abort();
  });

  it('may not act after it was stopped for longer than the deadline, before it notices anything', async () => {
    const timers = new FakeTimers();
    const { api } = leaseServer(timers, () => 0, { latency: 1, loss: 0 });
    const election = contender('a', api, timers, () => 0);
    const acquired = election.acquire(new AbortController().signal);
    await timers.advanceSlowly(100, 10);
    await acquired;
    expect(election.leads).toBe(true);
    timers.advance(10_000);
    expect(election.leads).toBe(false);
  });

  it('gives the Lease back, and the next takes it at its next try', async () => {
    const timers = new FakeTimers();
    const { api, lease } = leaseServer(timers, () => 0, { latency: 1, loss: 0 });
    const stop = new AbortController();
    const [first, second] = ['first', 'second'].map((name) => contender(name, api, timers, () => 0)) as [
      LeaderElection,
      LeaderElection,
    ];
    void first.acquire(stop.signal);
    await timers.advanceSlowly(100, 10);
    const released = first.release();
    expect(first.leads).toBe(false);
    await timers.advanceSlowly(100, 10);
    await released;
    expect(lease()!.spec.holderIdentity).toBe('');
    const acquired = second.acquire(stop.signal);
    await timers.advanceSlowly(100, 10);
    await expect(acquired).resolves.toBe(true);
  });
});
