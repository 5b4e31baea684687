import fc from 'fast-check';
import { WorkQueue } from './queue.ts';
import { TokenBucket } from './timers.ts';
import { FakeTimers, settled } from './test-tools.ts';

fc.configureGlobal({ seed: 4 });

const newQueue = (timers: FakeTimers, options = {}) => new WorkQueue({ timers, random: () => 0, ...options });
const keys = fc.constantFrom('a', 'b', 'c', 'd');
type Step =
  | { add: string }
  | { addAfter: string; milliseconds: number }
  | { retry: string }
  | { take: true }
  | { finish: number }
  | { advance: number };
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ add: keys }),
    fc.record({ addAfter: keys, milliseconds: fc.integer({ min: -5, max: 5000 }) }),
    fc.record({ retry: keys }),
    fc.constant({ take: true as const }),
    fc.record({ finish: fc.nat(5) }),
    fc.record({ advance: fc.integer({ min: 0, max: 3000 }) }),
  ),
  { maxLength: 60 },
);

/** Runs the steps with up to three workers and says what was wished for and what was begun, with times. */
async function play(run: Step[]) {
  const timers = new FakeTimers();
  const queue = newQueue(timers);
  const wished: { key: string; at: number }[] = [];
  const begun: { key: string; at: number }[] = [];
  const working: string[] = [];
  let takers = 0;
  const begin = (key: string | undefined) => {
    takers -= 1;
    if (key === undefined) return;
    expect(working).not.toContain(key);
    working.push(key);
    begun.push({ key, at: timers.now() });
  };
  const act = (step: Step) => {
    if ('add' in step) {
      queue.add(step.add);
      wished.push({ key: step.add, at: timers.now() });
    } else if ('addAfter' in step) {
      queue.addAfter(step.addAfter, step.milliseconds);
      wished.push({ key: step.addAfter, at: timers.now() });
    } else if ('retry' in step) {
      queue.retry(step.retry);
      wished.push({ key: step.retry, at: timers.now() });
    } else if ('take' in step) {
      if (takers + working.length < 3) {
        takers += 1;
        void queue.next().then(begin);
      }
    } else if ('finish' in step) {
      const [key] = working.splice(step.finish, 1);
      if (key !== undefined) queue.done(key);
    } else timers.advance(step.advance);
  };
  for (const step of run) {
    act(step);
    await settled();
  }
  return { timers, queue, wished, begun, working, act };
}

describe('WorkQueue', () => {
  it('never works on a key twice at once, and begins every wished-for key at or after the wish', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (run) => {
        const { timers, queue, wished, begun, working, act } = await play(run);
        // Everything that was wished for comes in the end, with one worker that always finishes.
        for (let turn = 0; turn < 100; turn += 1) {
          while (working.length > 0) act({ finish: 0 });
          act({ take: true });
          timers.advance(70_000);
          await settled();
        }
        for (const { key, at } of wished) expect(begun.some((one) => one.key === key && one.at >= at)).toBe(true);
        while (working.length > 0) act({ finish: 0 });
        expect(queue.depth).toBe(0);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('holds a key once however often it is added, and serves in the order of arrival', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(keys, { minLength: 1 }), async (added) => {
        const queue = newQueue(new FakeTimers());
        for (const key of added) queue.add(key);
        const order: (string | undefined)[] = [];
        while (queue.depth > 0) order.push(await queue.next());
        expect(order).toEqual([...new Set(added)]);
      }),
    );
  });

  it('puts a key that is added while it is worked on behind those that wait', async () => {
    const queue = newQueue(new FakeTimers());
    queue.add('busy');
    await queue.next();
    queue.add('busy');
    queue.add('other');
    expect(queue.depth).toBe(1);
    queue.done('busy');
    await expect(queue.next()).resolves.toBe('other');
    await expect(queue.next()).resolves.toBe('busy');
  });

  it('doubles the wait of a key that fails, to a limit, and starts anew after a success', () => {
    const queue = newQueue(new FakeTimers(), { backoff: { baseMilliseconds: 100, maxMilliseconds: 1000 } });
    expect([1, 2, 3, 4, 5, 6].map(() => queue.retry('a'))).toEqual([100, 200, 400, 800, 1000, 1000]);
    expect(queue.retry('b')).toBe(100);
    queue.forget('a');
    expect(queue.retry('a')).toBe(100);
    expect(queue.retry('a', 5000)).toBe(5000);
  });

  it('takes at most a half away by chance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 80 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempts, chance) => {
          const queue = newQueue(new FakeTimers(), { random: () => chance, retryRate: { perSecond: 1e6, burst: 1e6 } });
          for (let attempt = 0; attempt < attempts; attempt += 1) queue.retry('a');
          const full = Math.min(60_000, 200 * 2 ** attempts);
          const delay = queue.retry('a');
          expect(delay).toBeLessThanOrEqual(full);
          expect(delay).toBeGreaterThan(full / 2 - 1e-6);
        },
      ),
    );
  });

  it('limits the retries of all keys together', () => {
    const queue = newQueue(new FakeTimers(), {
      backoff: { baseMilliseconds: 1, maxMilliseconds: 1 },
      retryRate: { perSecond: 10, burst: 5 },
    });
    const delays = Array.from({ length: 25 }, (_, index) => queue.retry(`key ${index}`));
    expect(delays.slice(0, 5)).toEqual([1, 1, 1, 1, 1]);
    expect(delays.at(-1)).toBeCloseTo(2000);
  });

  it('keeps the earlier of two times, and drops a planned time when the key is taken sooner', async () => {
    const timers = new FakeTimers();
    const queue = newQueue(timers);
    queue.addAfter('a', 1000);
    queue.addAfter('a', 9000);
    queue.addAfter('never', Infinity);
    timers.advance(1000);
    expect(queue.depth).toBe(1);
    queue.addAfter('a', 5000);
    await queue.next();
    expect(timers.pending).toBe(0);
  });

  it('drains: waiting takers get nothing, and it waits for what is worked on', async () => {
    const queue = newQueue(new FakeTimers());
    queue.add('a');
    await queue.next();
    const taker = queue.next();
    queue.addAfter('later', 10);
    let drained = false;
    const drain = queue.drain().then(() => (drained = true));
    await expect(taker).resolves.toBeUndefined();
    queue.add('b');
    await settled();
    expect([drained, queue.depth]).toEqual([false, 0]);
    queue.done('a');
    await drain;
    await expect(queue.next()).resolves.toBeUndefined();
  });

  it('tells how long a key waited', async () => {
    const timers = new FakeTimers();
    const waits: number[] = [];
    const queue = newQueue(timers, { onTaken: (seconds: number) => waits.push(seconds) });
    queue.add('a');
    timers.advance(1500);
    await queue.next();
    expect(waits).toEqual([1.5]);
  });
});

describe('TokenBucket', () => {
  it('never lets more through than the burst and the rate allow', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 }), (pauses) => {
        const timers = new FakeTimers();
        const bucket = new TokenBucket(timers, 5, 3);
        let through = 0;
        for (const pause of pauses) {
          timers.advance(pause);
          if (bucket.tryTake()) through += 1;
        }
        expect(through).toBeLessThanOrEqual(3 + (timers.now() / 1000) * 5 + 1e-9);
      }),
    );
  });
});
