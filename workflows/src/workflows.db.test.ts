import { NOTHING_DUE } from '@sidetrack/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  AggregateActivities,
  ControlActivities,
  DueWork,
  ExtractActivities,
  IngestActivities,
  JobsOutcome,
  LibraryActivities,
} from '@sidetrack/activities';
import { findTemporal } from '@sidetrack/cli/temporal';
import { Context } from '@temporalio/activity';
import { ApplicationFailure, defaultPayloadConverter } from '@temporalio/common';
import proto from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker, bundleWorkflowCode, type WorkerOptions } from '@temporalio/worker';
import type { DispatcherInput } from './dispatcher.ts';

type Activities = AggregateActivities & ControlActivities & ExtractActivities & IngestActivities & LibraryActivities;

const QUEUES = ['sidetrack', 'ingest', 'extract', 'aggregate'];
const NOTHING: DueWork = { ...NOTHING_DUE, extractWorkers: 2 };
const EVERYTHING: DueWork = {
  connections: [{ connectionId: 'c1', service: 'listenbrainz' }],
  imports: ['i1'],
  scans: ['r1'],
  matchUsers: ['u1'],
  dirtyUsers: ['u1'],
  metadata: 1,
  tags: 1,
  extract: 1,
  score: 1,
  mapSpaces: ['tag'],
  extractWorkers: 2,
};
const IDS = {
  SyncListens: 'sync-listens/c1',
  ImportListens: 'import-listens/i1',
  ScanLibrary: 'scan-library/r1',
  MatchLibrary: 'match-library/u1',
  AggregateWeeks: 'aggregate-weeks/u1',
  ResolveMetadata: 'resolve-metadata',
  SyncTags: 'sync-tags',
  ExtractAudio: 'extract-audio',
  ScoreRecordings: 'score-recordings',
  BuildMap: 'build-map/tag',
};
const sourceOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

let env: TestWorkflowEnvironment;
let code: string;
let calls: string[];
let outcomes: JobsOutcome[];
let headers: (string | undefined)[];
let dispatcherId: string;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  env = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'existing-path', path: findTemporal() }, log: { format: 'json', level: 'error' } },
  });
  ({ code } = await bundleWorkflowCode({
    workflowsPath: sourceOf('./index.ts'),
    workflowInterceptorModules: [sourceOf('./interceptors.ts')],
    logger: new DefaultLogger('ERROR'),
  }));
}, 60_000);
afterAll(() => env.teardown());
// What a dispatcher of one test started last must not run into the next one.
afterEach(() => Promise.allSettled(Object.values(IDS).map((id) => env.client.workflow.getHandle(id).terminate())));
beforeEach(() => {
  calls = [];
  outcomes = [];
  headers = [];
});

/** Activities that note that they were called, and are done at once. */
const quiet = (): Activities => ({
  findDueWork: () => Promise.resolve(NOTHING),
  settleJobs: (outcome) => {
    outcomes.push(outcome);
    return Promise.resolve();
  },
  fallBackFromGpu: () => noted('fall back', { fallBack: true }),
  purgeListener: () => noted('purge', { deleted: 1, remaining: 0 }),
  deferConnection: ({ failed, reason }) => noted(`defer ${failed ? `failed: ${String(reason)}` : 'done'}`, undefined),
  pullListens: ({ direction, since }) =>
    noted(`pull ${direction}${since === undefined ? '' : ` since ${since}`}`, {
      pages: 1,
      imported: 5,
      duplicates: 1,
      complete: true,
    }),
  writePushedListens: () => noted('write pushed', { written: 1, remaining: 0 }),
  relayListens: () => noted('relay', { relayed: 1, remaining: 0 }),
  forgetSources: () => noted('forget', { removed: 5 }),
  importFile: () => noted('import', { read: 1, imported: 1, duplicates: 0, skipped: {}, failed: 0, receipt: 'i1' }),
  resolveMetadata: () => noted('metadata', { resolved: 3, remaining: 0 }),
  syncTags: () => noted('tags', { fetched: 3, remaining: 0 }),
  scanLibrary: () => noted('scan', { files: 1, hashed: 1, unreadable: 0, gone: 0 }),
  matchLibrary: () => noted('match', { matched: 1, unmatched: 0 }),
  readPlayCounts: () => noted('play counts', { songs: 3, matched: 2 }),
  extractBatch: () => noted('extract', { measured: 2, quarantined: 0, remaining: 0 }),
  scoreRecordings: () => noted('score', { scored: 3, changed: 3, remaining: 0 }),
  aggregateWeeks: () => noted('weeks', { weeks: 2 }),
  buildMap: () => noted('map', { mapId: null, tracks: 0, published: false }),
});
function noted<T>(call: string, result: T): Promise<T> {
  calls.push(call);
  return Promise.resolve(result);
}

async function withWorkers<T>(overrides: Partial<Activities>, work: () => Promise<T>): Promise<T> {
  const activities = { ...quiet(), ...overrides };
  const workers = await Promise.all(QUEUES.map((queue) => createWorker(queue, activities)));
  const runs = workers.map((worker) => worker.run());
  try {
    return await work();
  } finally {
    for (const worker of workers) worker.shutdown();
    await Promise.all(runs);
  }
}
const createWorker = (queue: string, activities: object, options: Partial<WorkerOptions> = {}): Promise<Worker> =>
  Worker.create({
    connection: env.nativeConnection,
    taskQueue: queue,
    activities,
    ...(queue === 'sidetrack' && { workflowBundle: { code } }),
    interceptors: {
      activity: [
        () => ({
          inbound: {
            execute: (input, next) => {
              const payload = input.headers['sidetrack-correlation-id'];
              headers.push(payload === undefined ? undefined : defaultPayloadConverter.fromPayload<string>(payload));
              return next(input);
            },
          },
        }),
      ],
    },
    shutdownGraceTime: '100 ms',
    maxHeartbeatThrottleInterval: '200 ms',
    stickyQueueScheduleToStartTimeout: '1 second',
    ...options,
  });

/** Runs a workflow of ours to its end. */
const run = (workflow: string, workflowId: string, ...args: unknown[]): Promise<unknown> =>
  env.client.workflow.execute(workflow, {
    workflowId,
    taskQueue: 'sidetrack',
    args,
    memo: { correlationId: 'request-7' },
  });
async function until(condition: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !(await condition());) {
    if (Date.now() > end)
      throw new Error(`It did not come about within ${String(seconds)} s. Called: ${calls.join(', ')}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}
const count = (call: string): number => calls.filter((made) => made === call).length;
const permanent = (message: string): ApplicationFailure =>
  ApplicationFailure.create({ message, type: 'PermanentError', nonRetryable: true });
const causeOf = (error: unknown): string => (error as { cause: { cause: Error } }).cause.cause.message;

/** Runs a dispatcher of its own while `work` goes on. */
async function withDispatcher(
  overrides: Partial<Activities>,
  work: (wake: () => Promise<void>) => Promise<void>,
  input: DispatcherInput = {},
): Promise<void> {
  await withWorkers(overrides, async () => {
    const handle = await env.client.workflow.start('Dispatcher', {
      workflowId: (dispatcherId = `dispatcher-${String(Math.random())}`),
      taskQueue: 'sidetrack',
      args: [input],
    });
    try {
      await work(() => env.client.workflow.getHandle(handle.workflowId).signal('wake'));
    } finally {
      await env.client.workflow.getHandle(handle.workflowId).terminate();
    }
  });
}

describe('the dispatcher', () => {
  test('starts each kind of due work once, under an id made of what it works on', async () => {
    let looks = 0;
    const findDueWork = (): Promise<DueWork> => Promise.resolve(looks++ < 3 ? EVERYTHING : NOTHING);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const importFile: Activities['importFile'] = async () => {
      calls.push('import');
      await held;
      return { read: 1, imported: 1, duplicates: 0, skipped: {}, failed: 0, receipt: 'i1' };
    };
    await withDispatcher({ findDueWork, importFile }, async (wake) => {
      await until(() => outcomes.length >= Object.keys(IDS).length - 1);
      await wake();
      await until(() => looks >= 3);
      release();
      await until(() => outcomes.some(({ workflowId }) => workflowId === IDS.ImportListens));
    });
    expect(outcomes.every(({ outcome }) => outcome === 'done')).toBe(true);
    expect(new Set(outcomes.map(({ workflowId }) => workflowId))).toEqual(new Set(Object.values(IDS)));
    // It was due at every look and ran all the time.
    expect(count('import')).toBe(1);
    await recordHistories({ Dispatcher: dispatcherId, ...IDS });
  }, 60_000);

  test('a kind that fails does not stop the others, and is left alone for a while', async () => {
    const findDueWork = (): Promise<DueWork> => Promise.resolve({ ...NOTHING, tags: 1, score: 1 });
    const syncTags = (): Promise<never> => {
      calls.push('tags');
      return Promise.reject(permanent('The key is refused.'));
    };
    await withDispatcher({ findDueWork, syncTags }, async (wake) => {
      await until(() => count('score') >= 1 && outcomes.some(({ outcome }) => outcome === 'failed'));
      for (let woken = 0; woken < 4; woken++) {
        await wake();
        await new Promise((pause) => setTimeout(pause, 1200));
      }
    });
    expect(count('tags')).toBe(1);
    expect(count('score')).toBeGreaterThanOrEqual(2);
    expect(outcomes).toContainEqual({ workflowId: 'sync-tags', outcome: 'failed', error: 'The key is refused.' });
  }, 60_000);

  test('a database that does not answer is asked again', async () => {
    let looks = 0;
    const findDueWork = (): Promise<DueWork> =>
      looks++ === 0 ? Promise.reject(new Error('connection refused')) : Promise.resolve({ ...NOTHING, score: 1 });
    await withDispatcher({ findDueWork }, () => until(() => count('score') >= 1, 20));
  }, 60_000);

  test('goes on under a new run with a short history, starts nothing twice and forgets no failure', async () => {
    const due = { ...NOTHING, imports: ['i1'], tags: 1, score: 1 };
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const importFile: Activities['importFile'] = async () => {
      calls.push('import');
      await held;
      return { read: 1, imported: 1, duplicates: 0, skipped: {}, failed: 0, receipt: 'i1' };
    };
    const syncTags = (): Promise<never> => {
      calls.push('tags');
      return Promise.reject(permanent('The key is refused.'));
    };
    const runs = new Set<string>();
    await withDispatcher(
      { findDueWork: () => Promise.resolve(due), importFile, syncTags },
      async (wake) => {
        const handle = env.client.workflow.getHandle(dispatcherId);
        await until(async () => {
          await wake();
          runs.add((await handle.describe()).runId);
          await new Promise((pause) => setTimeout(pause, 300));
          return runs.size >= 4;
        });
        release();
        await until(() => outcomes.some(({ workflowId }) => workflowId === IDS.ImportListens));
      },
      { looksPerRun: 3 },
    );
    expect(count('import')).toBe(1);
    expect(count('tags')).toBe(1);
    expect(count('score')).toBeGreaterThanOrEqual(1);
  }, 60_000);

  test('a signal wakes it before its time', async () => {
    let due = NOTHING;
    await withDispatcher({ findDueWork: () => Promise.resolve(due) }, async (wake) => {
      await new Promise((pause) => setTimeout(pause, 1000));
      due = { ...NOTHING, score: 1 };
      const began = Date.now();
      await wake();
      await until(() => count('score') >= 1);
      expect(Date.now() - began).toBeLessThan(3000);
    });
  }, 60_000);
});

describe('a pull of listens', () => {
  test('takes the newest first, then goes backwards, looking forward between the steps', async () => {
    let backwards = 0;
    const pullListens: Activities['pullListens'] = ({ direction }) => {
      if (direction === 'backward') backwards += 1;
      const step = { pages: 1, imported: 10, duplicates: 2 };
      const askedAt = `2026-11-23T20:0${String(backwards)}:00.000Z`;
      if (direction === 'forward') return noted(direction, { ...step, complete: true, askedAt });
      return noted(direction, { ...step, complete: backwards === 2 });
    };
    let askedAt: string | undefined;
    const deferConnection: Activities['deferConnection'] = (outcome) => {
      askedAt = outcome.askedAt;
      return noted('defer done', undefined);
    };
    const result = await withWorkers({ pullListens, deferConnection }, () =>
      run('SyncListens', 'sync-listens/a', { connectionId: 'a' }),
    );
    expect(result).toEqual({ pages: 4, imported: 40, duplicates: 8 });
    expect(calls).toEqual(['forward', 'backward', 'forward', 'backward', 'defer done']);
    expect(askedAt).toBe('2026-11-23T20:01:00.000Z');
    expect(outcomes).toEqual([{ workflowId: 'sync-listens/a', outcome: 'done', result }]);
  }, 60_000);

  test('what is new alone where that is asked, and the older plays are left for another time', async () => {
    await withWorkers({}, () => run('SyncListens', 'sync-listens/n', { connectionId: 'n', part: 'newest' }));
    expect(calls).toEqual(['pull forward', 'defer done']);
    calls.length = 0;
    await withWorkers({}, () => run('SyncListens', 'sync-listens/h', { connectionId: 'h', part: 'history' }));
    expect(calls).toEqual(['pull forward', 'pull backward', 'defer done']);
  }, 60_000);

  test('reads again from a day where it is asked to, once', async () => {
    await withWorkers({}, () => run('SyncListens', 'sync-listens/b', { connectionId: 'b', since: '2026-01-01' }));
    expect(calls).toEqual(['pull forward since 2026-01-01', 'pull backward', 'defer done']);
  }, 60_000);

  test('a permanent error is told to the connection and to those who wait, and not tried again', async () => {
    const pullListens = (): Promise<never> => Promise.reject(permanent('ListenBrainz knows no user "nobody".'));
    const error: unknown = await withWorkers({ pullListens }, () =>
      run('SyncListens', 'sync-listens/c', { connectionId: 'c' }).catch((thrown: unknown) => thrown),
    );
    expect(causeOf(error)).toBe('ListenBrainz knows no user "nobody".');
    expect(calls).toEqual(['defer failed: ListenBrainz knows no user "nobody".']);
    expect(outcomes).toEqual([
      { workflowId: 'sync-listens/c', outcome: 'failed', error: 'ListenBrainz knows no user "nobody".' },
    ]);
  }, 60_000);

  test('a rate limit is waited for', async () => {
    let tries = 0;
    const pullListens: Activities['pullListens'] = () => {
      calls.push(`try ${String(Context.current().info.attempt)}`);
      if (tries++ === 0) throw ApplicationFailure.create({ message: 'Too many requests.', nextRetryDelay: '1 second' });
      return Promise.resolve({ pages: 1, imported: 1, duplicates: 0, complete: true });
    };
    const began = Date.now();
    await withWorkers({ pullListens }, () => run('SyncListens', 'sync-listens/d', { connectionId: 'd' }));
    expect(Date.now() - began).toBeGreaterThanOrEqual(1000);
    expect(calls).toEqual(['try 1', 'try 2', 'try 1', 'defer done']);
  }, 60_000);
});

describe('measuring', () => {
  test('runs as many rows of batches as there are workers, each batch under a claim of its own', async () => {
    const claims: string[] = [];
    let left = 100;
    const extractBatch: Activities['extractBatch'] = async ({ claimId, limit }) => {
      claims.push(claimId);
      await new Promise((wake) => setTimeout(wake, 20));
      const measured = Math.min(limit, left);
      left -= measured;
      return { measured, quarantined: 0, remaining: left };
    };
    const result = await withWorkers({ extractBatch }, () => run('ExtractAudio', 'extract-audio', { workers: 3 }));
    expect(result).toEqual({ measured: 100, quarantined: 0 });
    expect(new Set(claims).size).toBe(claims.length);
    expect(new Set(claims.map((claim) => claim.split('/')[1]))).toEqual(new Set(['0', '1', '2']));
  }, 60_000);

  test('a row whose batch fails for good stops no other row', async () => {
    let left = 60;
    const extractBatch: Activities['extractBatch'] = ({ claimId, limit }) => {
      if (claimId.split('/')[1] === '0') throw permanent('The model is not installed.');
      left -= limit;
      return Promise.resolve({ measured: limit, quarantined: 0, remaining: left });
    };
    const error: unknown = await withWorkers({ extractBatch }, () =>
      run('ExtractAudio', 'extract-audio', { workers: 2 }).catch((thrown: unknown) => thrown),
    );
    expect(causeOf(error)).toBe('The model is not installed.');
    expect(left).toBe(0);
  }, 60_000);
});

describe('measuring on GPUs', () => {
  const ID = 'extract-audio/gpu/0';
  const measure = (): Promise<unknown> => run('ExtractAudio', ID, { workers: 1, gpu: { fallbackSeconds: 1 } });
  afterEach(() => Promise.allSettled([env.client.workflow.getHandle(ID).terminate()]));

  /** Notes on which queue each batch ran; `left` batches in all. */
  const counting = (left: number): Activities['extractBatch'] => {
    let remaining = left;
    return ({ lane }) =>
      noted(`${Context.current().info.taskQueue} ${lane ?? 'cpu'}`, {
        measured: 1,
        quarantined: 0,
        remaining: --remaining,
      });
  };

  test('a batch goes to a GPU where there is one', async () => {
    const gpu = await createWorker('extract-gpu', { extractBatch: counting(2) });
    const result = await gpu.runUntil(withWorkers({}, measure));
    expect(result).toEqual({ measured: 2, quarantined: 0 });
    expect(calls).toEqual(['extract-gpu gpu', 'extract-gpu gpu']);
  }, 60_000);

  test('without one in time it goes to a CPU, says so, and comes back to the GPU that has come', async () => {
    const extractBatch = counting(3);
    let gpu: Promise<void> | undefined;
    let worker: Worker | undefined;
    const fallBackFromGpu: Activities['fallBackFromGpu'] = async () => {
      if (calls.includes('extract gpu')) {
        worker = await createWorker('extract-gpu', { extractBatch });
        gpu = worker.run();
        return noted('at work', { fallBack: false });
      }
      return noted('fall back', { fallBack: true });
    };
    const result = await withWorkers({ extractBatch, fallBackFromGpu }, measure);
    worker?.shutdown();
    await gpu;
    expect(result).toEqual({ measured: 3, quarantined: 0 });
    expect(calls).toEqual(['fall back', 'extract gpu', 'at work', 'extract-gpu gpu', 'extract-gpu gpu']);
    await recordHistories({ 'ExtractAudio.gpu': ID });
  }, 60_000);

  test('a batch that fails on its GPU is tried there again, and no other one takes it', async () => {
    let tries = 0;
    const extractBatch: Activities['extractBatch'] = () => {
      if (tries++ === 0) throw new Error('the node went away');
      return noted('again', { measured: 1, quarantined: 0, remaining: 0 });
    };
    const gpu = await createWorker('extract-gpu', { extractBatch });
    await gpu.runUntil(withWorkers({}, measure));
    expect(calls).toEqual(['again']);
  }, 60_000);
});

test('a listener is deleted step by step until nothing is left', async () => {
  let remaining = 3;
  const purgeListener = (): Promise<{ deleted: number; remaining: number }> =>
    noted('purge', { deleted: 100, remaining: --remaining });
  const result = await withWorkers({ purgeListener }, () =>
    run('PurgeListener', 'purge-listener/u1', { userId: 'u1' }),
  );
  expect(result).toEqual({ deleted: 300 });
  expect(count('purge')).toBe(3);
  await recordHistories({ PurgeListener: 'purge-listener/u1' });
}, 60_000);

test('what scrobblers pushed is written and passed on step by step until nothing waits', async () => {
  let [unwritten, waiting] = [2, 2];
  const activities = {
    writePushedListens: () => noted('write pushed', { written: 1000, remaining: --unwritten }),
    relayListens: () => noted('relay', { relayed: 100, remaining: --waiting }),
  };
  const results = await withWorkers(activities, async () => [
    await run('WritePushedListens', 'write-pushed-listens/u1', { userId: 'u1' }),
    await run('RelayListens', 'relay-listens/u1', { userId: 'u1' }),
  ]);
  expect(results).toEqual([{ written: 2000 }, { relayed: 200 }]);
  await recordHistories({ WritePushedListens: 'write-pushed-listens/u1', RelayListens: 'relay-listens/u1' });
}, 60_000);

test('what a source told is taken back', async () => {
  const result = await withWorkers({}, () => run('ForgetSources', 'forget-sources/u1', { userId: 'u1' }));
  expect(result).toEqual({ removed: 5 });
  await recordHistories({ ForgetSources: 'forget-sources/u1' });
}, 60_000);

test('play counts of a music server are read', async () => {
  const result = await withWorkers({}, () => run('ReadPlayCounts', 'read-play-counts/s1', { serverId: 's1' }));
  expect(result).toEqual({ songs: 3, matched: 2 });
  await recordHistories({ ReadPlayCounts: 'read-play-counts/s1' });
}, 60_000);

test('a step that repeats stops when a batch gets nothing done', async () => {
  const resolveMetadata = (): Promise<{ resolved: number; remaining: number }> =>
    noted('metadata', { resolved: count('metadata') === 0 ? 5 : 0, remaining: 9 });
  const result = await withWorkers({ resolveMetadata }, () => run('ResolveMetadata', 'resolve-metadata'));
  expect(result).toEqual({ resolved: 5 });
  expect(count('metadata')).toBe(2);
}, 60_000);

test('the correlation id of a request reaches every activity it caused', async () => {
  await withWorkers({}, () => run('SyncListens', 'sync-listens/e', { connectionId: 'e' }));
  expect(headers).toEqual(['request-7', 'request-7', 'request-7', 'request-7']);
}, 60_000);

test('a worker that is killed in the middle of an import is followed by one that goes on at its cursor', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-kill-'));
  const log = join(folder, 'steps');
  await writeFile(log, '');
  const steps = async (): Promise<number[]> => (await readFile(log, 'utf8')).split('\n').filter(Boolean).map(Number);
  const workers: ChildProcess[] = [];
  const startWorker = (): void => {
    workers.push(
      spawn(process.execPath, ['--input-type=module', '-e', COUNTING_WORKER, env.address, log], {
        cwd: sourceOf('../..'),
        stdio: 'ignore',
        env: { PATH: process.env.PATH },
      }),
    );
  };
  const control = await createWorker('sidetrack', quiet());
  try {
    await control.runUntil(async () => {
      startWorker();
      const result = run('ImportListens', 'import-listens/kill', { importId: 'kill' });
      await until(async () => (await steps()).length >= 30, 20);
      workers[0]!.kill('SIGKILL');
      const reached = (await steps()).at(-1)!;
      startWorker();
      await result;
      const taken = await steps();
      const resumedAt = taken[taken.findIndex((step, index) => index > 0 && step <= taken[index - 1]!)] ?? reached + 1;
      expect(resumedAt).toBeGreaterThanOrEqual(reached - 12);
      expect(taken.at(-1)).toBe(60);
    });
  } finally {
    for (const worker of workers) worker.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}, 90_000);

/** Counts to sixty in steps of 100 ms, beating at each, and goes on where the last heartbeat was. */
const COUNTING_WORKER = `
import { appendFileSync } from 'node:fs';
import { Context } from '@temporalio/activity';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
const [address, log] = process.argv.slice(1);
Runtime.install({ logger: new DefaultLogger('ERROR') });
const connection = await NativeConnection.connect({ address });
const worker = await Worker.create({
  connection, taskQueue: 'ingest', maxHeartbeatThrottleInterval: '1 second', defaultHeartbeatThrottleInterval: '1 second',
  activities: {
    async importFile() {
      for (let step = (Context.current().info.heartbeatDetails ?? 0) + 1; step <= 60; step++) {
        appendFileSync(log, step + '\\n');
        Context.current().heartbeat(step);
        await new Promise((wake) => setTimeout(wake, 100));
      }
      return { read: 60, imported: 60, duplicates: 0, skipped: {}, failed: 0, receipt: 'kill' };
    },
  },
});
await worker.run();
`;

/** With SIDETRACK_TEST_RECORD_HISTORIES=1 the histories that replay.test.ts does not have yet are kept from this run. */
async function recordHistories(workflows: Readonly<Record<string, string>>): Promise<void> {
  if (process.env.SIDETRACK_TEST_RECORD_HISTORIES !== '1') return;
  for (const [type, workflowId] of Object.entries(workflows)) {
    if (existsSync(sourceOf(`./histories/${type}.json`))) continue;
    const history = await env.client.workflow.getHandle(workflowId).fetchHistory();
    const { History } = proto.temporal.api.history.v1;
    const plain = History.toObject(History.create(history), { longs: String, enums: String, bytes: String });
    const anonymous = JSON.stringify(plain, null, 1).replaceAll(/\d+@[\w.-]+/g, 'worker');
    await writeFile(sourceOf(`./histories/${type}.json`), `${anonymous}\n`);
  }
}
