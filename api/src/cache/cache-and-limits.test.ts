import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createLogger } from '@sidetrack/settings';
import type { Redis } from 'ioredis';
import { createEventHub } from '../events/hub.ts';
import { noNudges, redisNudges } from '../events/nudges.ts';
import { createLimiter } from '../limits/limiter.ts';
import { ANSWER_LIFE_SECONDS } from './answer-cache.ts';
import { memoryCache } from './memory-cache.ts';
import { redisCache } from './redis-cache.ts';
import { openRedis } from './redis.ts';

const binary = [process.env.SIDETRACK_TEST_REDIS, '/usr/bin/redis-server', '/usr/local/bin/redis-server'].find(
  (path) => path !== undefined && existsSync(path),
);
const logger = createLogger({ name: 'test', level: 'silent' });
const servers: ChildProcess[] = [];
const clients: Redis[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await Promise.all(servers.splice(0).map(stop));
});

async function startRedis(port: number): Promise<ChildProcess> {
  const server = spawn(binary!, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  servers.push(server);
  await new Promise<void>((resolve) =>
    server.stdout.on('data', (text: Buffer) => text.includes('Ready to accept') && resolve()),
  );
  return server;
}

function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGKILL');
  return ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function connected(port: number): Promise<Redis> {
  const redis = openRedis(`redis://127.0.0.1:${port}`, logger);
  clients.push(redis);
  if (redis.status !== 'ready') await new Promise((resolve) => redis.once('ready', resolve));
  return redis;
}

/** Undefined: in memory. */
type Open = () => Promise<Redis | undefined>;
const stores: [string, Open][] = [['memory', () => Promise.resolve(undefined)]];
if (binary === undefined)
  test.skip('redis-server is not installed: the same is not tried with a real Redis', () => undefined);
else
  stores.push([
    'Redis',
    async () => {
      const port = await freePort();
      await startRedis(port);
      return connected(port);
    },
  ]);

describe.each(stores)('in %s', (_, open) => {
  const cacheOf = (redis: Redis | undefined) =>
    redis === undefined
      ? memoryCache(() => Date.now())
      : redisCache(
          redis,
          memoryCache(() => Date.now()),
        );

  test('an answer is given again, another key has none', async () => {
    const redis = await open();
    const cache = cacheOf(redis);
    expect(await cache.get('key')).toBeNull();
    await cache.set('key', '{"answer":"música"}');
    expect(await cache.get('key')).toBe('{"answer":"música"}');
    expect(await cache.get('other')).toBeNull();
    expect(cache.state()).toBe(redis === undefined ? 'memory' : 'ok');
    if (redis !== undefined) expect(await redis.ttl('sidetrack:answer:key')).toBeLessThanOrEqual(ANSWER_LIFE_SECONDS);
  });

  test('a limit counts each listener and each kind by itself', async () => {
    const limiter = createLimiter({ requests: 2, changes: 1, signIns: 1 }, await open());
    expect([await limiter.take('ana', 'requests'), await limiter.take('ana', 'requests')]).toEqual([null, null]);
    expect(await limiter.take('ana', 'requests')).toBeGreaterThan(0);
    expect(await limiter.take('ana', 'requests')).toBeLessThanOrEqual(60);
    expect(await limiter.take('bea', 'requests')).toBeNull();
    expect(await limiter.take('ana', 'changes')).toBeNull();
    expect(await limiter.take('ana', 'changes')).toBeGreaterThan(0);
  });
});

(binary === undefined ? describe.skip : describe)('Redis', () => {
  test('that goes away is done without, at once; that comes back is used again', async () => {
    const port = await freePort();
    const server = await startRedis(port);
    const redis = await connected(port);
    const cache = redisCache(
      redis,
      memoryCache(() => Date.now()),
    );
    const limiter = createLimiter({ requests: 1, changes: 1, signIns: 1 }, redis);
    await cache.set('key', 'kept in Redis');
    await stop(server);

    const started = Date.now();
    expect(await cache.get('key')).toBeNull();
    await cache.set('key', 'kept in memory');
    expect(await cache.get('key')).toBe('kept in memory');
    expect(await limiter.take('ana', 'requests')).toBeNull();
    expect(await limiter.take('ana', 'requests')).toBeGreaterThan(0);
    // The connection hears of its end a moment after commands on it fail.
    while (cache.state() !== 'down') await new Promise((resolve) => setTimeout(resolve, 5));
    expect(Date.now() - started).toBeLessThan(2000);

    await startRedis(port);
    if (redis.status !== 'ready') await new Promise((resolve) => redis.once('ready', resolve));
    await cache.set('key', 'in Redis again');
    expect(await redis.get('sidetrack:answer:key')).toBe('in Redis again');
    expect(cache.state()).toBe('ok');
  }, 20_000);

  test('counts one limit for all replicas', async () => {
    const port = await freePort();
    await startRedis(port);
    const replicas = [
      createLimiter({ requests: 2, changes: 1, signIns: 1 }, await connected(port)),
      createLimiter({ requests: 2, changes: 1, signIns: 1 }, await connected(port)),
    ];
    expect(await replicas[0]!.take('ana', 'requests')).toBeNull();
    expect(await replicas[1]!.take('ana', 'requests')).toBeNull();
    expect(await replicas[0]!.take('ana', 'requests')).toBeGreaterThan(0);
  });

  test('carries a nudge from one replica to those who listen at another', async () => {
    const port = await freePort();
    await startRedis(port);
    const [sender, receiver, senderSub, receiverSub] = await Promise.all([
      connected(port),
      connected(port),
      connected(port),
      connected(port),
    ]);
    const looks: string[] = [];
    const snapshot = {
      dataVersion: '',
      credentials: null,
      pending: { metadata: 0, tags: 0, match: 0, extract: 0, score: 0, map: 0, imports: 0 },
      jobs: [],
    };
    const hubOf = (redis: Redis, subscription: Redis, seen: string[]) =>
      createEventHub({
        look: (userId) => {
          seen.push(userId);
          return Promise.resolve(snapshot);
        },
        nudges: redisNudges(redis, subscription),
        logger,
        intervalMs: 60_000,
      });
    const here = hubOf(sender, senderSub, []);
    const there = hubOf(receiver, receiverSub, looks);
    const unsubscribe = there.subscribe('ana', { onSnapshot: () => undefined, onClose: () => undefined });
    while (looks.length < 2) {
      here.nudge('ana');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    unsubscribe();
    here.close();
    there.close();
  });
});

describe('memory', () => {
  test('an answer ends with its time', async () => {
    let now = 0;
    const cache = memoryCache(() => now);
    await cache.set('key', 'answer');
    now = ANSWER_LIFE_SECONDS * 1000 - 1;
    expect(await cache.get('key')).toBe('answer');
    now += 1;
    expect(await cache.get('key')).toBeNull();
  });

  test('the least recently used go first, and one answer never takes all the room', async () => {
    const cache = memoryCache(() => 0, 40);
    for (const key of ['a', 'b', 'c', 'd']) await cache.set(key, 'x'.repeat(10));
    await cache.get('a');
    await cache.set('e', 'x'.repeat(10));
    expect(await cache.get('b')).toBeNull();
    expect(await cache.get('a')).not.toBeNull();
    await cache.set('f', 'x'.repeat(11));
    expect(await cache.get('f')).toBeNull();
  });
});

test('a hub looks once for many who follow, goes on after a failed look, and stops when nobody is left', async () => {
  let looks = 0;
  const hub = createEventHub({
    look: () => {
      looks += 1;
      return looks === 2
        ? Promise.reject(new Error('database away'))
        : Promise.resolve({
            dataVersion: String(looks),
            credentials: null,
            pending: { metadata: 0, tags: 0, match: 0, extract: 0, score: 0, map: 0, imports: 0 },
            jobs: [],
          });
    },
    nudges: noNudges,
    logger,
    intervalMs: 10,
  });
  const seen: string[][] = [[], []];
  const stops = seen.map((list) =>
    hub.subscribe('ana', { onSnapshot: ({ dataVersion }) => list.push(dataVersion), onClose: () => undefined }),
  );
  while (seen[1]!.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  for (const unsubscribe of stops) unsubscribe();
  const after = looks;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(looks).toBe(after);
  expect(seen[0]).toEqual(seen[1]);
  expect(looks).toBeLessThanOrEqual(seen[0]!.length + 2);
  hub.close();
});
