import { request as openRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';

let database: TestDatabase;
let api: TestApi;
let nowMs = SEED_NOW.getTime();

beforeEach(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  nowMs = SEED_NOW.getTime();
  api = await startTestApi(database.db, { now: () => new Date(nowMs) });
});
afterEach(async () => {
  await api.close();
  await database.drop();
});

interface Seen {
  event: string;
  data: Record<string, unknown>;
}
interface Stream {
  readonly seen: Seen[];
  readonly ended: Promise<void>;
  until(condition: (seen: Seen[]) => boolean): Promise<void>;
  close(): void;
}

async function follow(path: string, headers: Record<string, string> = {}): Promise<Stream> {
  const seen: Seen[] = [];
  let wake = (): void => undefined;
  const request = openRequest({
    host: '127.0.0.1',
    port: api.port,
    path,
    agent: false,
    headers: { accept: 'text/event-stream', ...headers },
  });
  request.on('error', () => undefined);
  request.end();
  const response = await new Promise<IncomingMessage>((resolve) => request.on('response', resolve));
  expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  let buffer = '';
  response.setEncoding('utf8').on('error', () => undefined);
  response.on('data', (chunk: string) => {
    buffer += chunk;
    const blocks = buffer.split('\n\n');
    buffer = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      if (fields.has('event'))
        seen.push({ event: fields.get('event')!, data: JSON.parse(fields.get('data')!) as Record<string, unknown> });
    }
    wake();
  });
  const ended = new Promise<void>((resolve) => response.on('close', resolve));
  return {
    seen,
    ended,
    until: async (condition) => {
      while (!condition(seen)) await new Promise<void>((resolve) => (wake = resolve));
    },
    close: () => request.destroy(),
  };
}

const run = (text: string, values: unknown[] = []) => database.db.asService((tx) => tx.query(text, values));
const openJob = () =>
  run(
    `UPDATE jobs SET state = 'running', progress = '{"done": 1, "total": 4, "unit": "pages"}', updated_at = $1 WHERE id = $2`,
    [new Date(nowMs), seedIds.job],
  );

describe('one job', () => {
  const path = `/api/v1/jobs/${seedIds.job}/events`;

  test('that has ended: its state, and the end', async () => {
    const stream = await follow(path);
    await stream.ended;
    expect(stream.seen).toMatchObject([{ event: 'job', data: { id: seedIds.job, state: 'done' } }]);
  });

  test('that runs: its state at once, each step, its end', async () => {
    await openJob();
    const stream = await follow(path);
    await stream.until((seen) => seen.length === 1);
    await run(`UPDATE jobs SET progress = '{"done": 2, "total": 4, "secondsLeft": 3.123456789}' WHERE id = $1`, [
      seedIds.job,
    ]);
    await stream.until((seen) => seen.length === 2);
    await run(`UPDATE jobs SET state = 'failed', error = 'No such user.' WHERE id = $1`, [seedIds.job]);
    await stream.ended;
    expect(stream.seen.map(({ data }) => [data.state, data.progress, data.error])).toEqual([
      ['running', { done: 1, total: 4, unit: 'pages', secondsLeft: null, message: null }, null],
      ['running', { done: 2, total: 4, unit: null, secondsLeft: 3.12346, message: null }, null],
      ['failed', { done: 2, total: 4, unit: null, secondsLeft: 3.12346, message: null }, 'No such user.'],
    ]);
  });

  test('that ends between being read and being followed is not missed', async () => {
    await openJob();
    const streams = await Promise.all(Array.from({ length: 10 }, () => follow(path)));
    await run(`UPDATE jobs SET state = 'done' WHERE id = $1`, [seedIds.job]);
    await Promise.all(streams.map(({ ended }) => ended));
    for (const { seen } of streams) expect(seen.at(-1)).toMatchObject({ data: { state: 'done' } });
  });
});

describe('everything of the listener', () => {
  test('what is pending and running at once, then what changes', async () => {
    await openJob();
    const stream = await follow('/api/v1/events');
    await stream.until((seen) => seen.length === 2);
    expect(stream.seen).toMatchObject([
      { event: 'job', data: { id: seedIds.job, state: 'running' } },
      { event: 'pending', data: { score: 3, imports: 0 } },
    ]);
    await run(`DELETE FROM pending`);
    await stream.until((seen) => seen.length === 4);
    expect(stream.seen.slice(2)).toEqual([
      { event: 'pending', data: { metadata: 0, tags: 0, match: 0, extract: 0, score: 0, map: 0, imports: 0 } },
      { event: 'overview-changed', data: { at: SEED_NOW.toISOString() } },
    ]);
    await run('UPDATE weeks SET listens = listens + 1, computed_at = now() WHERE user_id = $1', [seedIds.listener]);
    await stream.until((seen) => seen.length === 5);
    expect(stream.seen[4]).toMatchObject({ event: 'overview-changed' });
    stream.close();
  });

  test('a request that starts work is seen without waiting for the next look', async () => {
    const slow = await startTestApi(database.db, { now: () => new Date(nowMs), intervalMs: 60_000 });
    const previous = api;
    api = slow;
    const stream = await follow('/api/v1/events');
    await stream.until((seen) => seen.some(({ event }) => event === 'pending'));
    await slow.ask('/api/v1/aggregate/weeks', { method: 'POST' });
    await stream.until((seen) => seen.some(({ event, data }) => event === 'job' && data.kind === 'aggregate-weeks'));
    stream.close();
    await slow.close();
    api = previous;
  });

  test('nothing of another listener', async () => {
    const stream = await follow('/api/v1/events');
    await stream.until((seen) => seen.length === 1);
    await run(`UPDATE jobs SET state = 'running' WHERE user_id = $1`, [seedIds.other]);
    await run(`UPDATE weeks SET listens = listens + 1 WHERE user_id = $1`, [seedIds.other]);
    await run(`UPDATE jobs SET state = 'running' WHERE id = $1`, [seedIds.job]);
    await stream.until((seen) => seen.length === 2);
    expect(stream.seen[1]).toMatchObject({ event: 'job', data: { id: seedIds.job } });
    stream.close();
  });

  test('who comes back is told to fetch again', async () => {
    const stream = await follow('/api/v1/events', { 'last-event-id': 'anything' });
    await stream.until((seen) => seen.length === 1);
    expect(stream.seen[0]).toEqual({ event: 'overview-changed', data: { at: SEED_NOW.toISOString() } });
    stream.close();
  });

  test('a client that never reads holds up nobody, and streams end when the API stops', async () => {
    const deaf = openRequest({ host: '127.0.0.1', port: api.port, path: '/api/v1/events', agent: false });
    deaf.on('error', () => undefined);
    deaf.end();
    const stream = await follow('/api/v1/events');
    await stream.until((seen) => seen.length >= 1);
    const started = Date.now();
    await api.close();
    await stream.ended;
    expect(Date.now() - started).toBeLessThan(4000);
    deaf.destroy();
    api = await startTestApi(database.db);
  });

  test('HEAD answers and ends', async () => {
    expect(await api.ask('/api/v1/events', { method: 'HEAD', headers: { accept: 'text/event-stream' } })).toMatchObject(
      { status: 200, text: '' },
    );
  });
});
