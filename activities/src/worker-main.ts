import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '@sidetrack/prisma';
import { SettingsError, createLogger, loadSettings, requireSettings, serveProbes } from '@sidetrack/settings';
import { Client } from '@temporalio/client';
import type { NativeConnection, Worker } from '@temporalio/worker';
import { watchFolders } from './library/watch-folders.ts';
import { recordModels } from './models/record-models.ts';
import type { Deps } from './types.ts';
import { watchActivities, type ActivityWatch } from './worker/activity-watch.ts';
import { connect } from './worker/connect.ts';
import { drained } from './worker/drained.ts';
import { keepDispatcher } from './worker/keep-dispatcher.ts';
import { lifeline } from './worker/lifeline.ts';
import { UsageError, parseWorkerArguments, type WorkerArguments } from './worker/options.ts';
import { routeTemporalLogs } from './worker/route-temporal-logs.ts';
import { serveQueue } from './worker/serve-queue.ts';
import { waitFor } from './worker/wait-for.ts';

const BUNDLE = fileURLToPath(new URL('../../workflows/dist/bundle.js', import.meta.url));

/** The worker process: serves the task queues it is given until it is told to stop, its parent ends, or it has drained. */
async function main(): Promise<void> {
  const args = parseWorkerArguments(process.argv.slice(2));
  const settings = requireSettings(loadSettings(process.env), 'databaseUrl', 'temporalAddress');
  const logger = createLogger({ name: `worker:${args.queues.join('+')}`, level: settings.logLevel });
  const told = lifeline(args);
  const over = new AbortController();
  const signal = AbortSignal.any([told, over.signal]);
  routeTemporalLogs(logger);
  const db = openDatabase(settings.databaseUrl, { applicationName: `sidetrack ${args.queues.join(',')}` });
  const deps: Deps = {
    db,
    settings,
    logger,
    clock: () => new Date(),
    fetch: globalThis.fetch,
    sleep,
    random: Math.random,
  };
  const watch = watchActivities(() => performance.now());
  const health = { workers: [] as Worker[] };
  const probes = await startProbes(deps, { health, signal, watch });
  const waiting = { logger, sleep, signal };
  try {
    await waitFor(() => db.asService((tx) => tx.query('SELECT 1')), { ...waiting, what: 'the database' });
    if (args.queues.some((queue) => queue.startsWith('extract'))) await tellModels(deps);
    if (settings.mode === 'laptop' && args.queues.includes('ingest')) void keepWatch(deps, signal);
    for (;;) {
      const what = `Temporal at ${settings.temporalAddress}`;
      const connection = await waitFor(() => connect(settings), { ...waiting, what });
      await serve(deps, { args, connection, signal, watch, health, end: (why) => over.abort(why) })
        .catch((error: unknown) => logger.error({ err: error }, 'The worker lost Temporal; connecting again.'))
        .finally(() => connection.close());
      await sleep(1000, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    logger.info(`Stopped: ${String(signal.reason)}.`);
  } finally {
    probes?.close();
    await db.close();
  }
}

interface Serving {
  args: WorkerArguments;
  connection: NativeConnection;
  signal: AbortSignal;
  watch: ActivityWatch;
  health: { workers: Worker[] };
  /** Ends the process once everything has stopped. */
  end: (why: string) => void;
}

async function serve(deps: Deps, { args, connection, signal, watch, health, end }: Serving): Promise<void> {
  const bundlePath = args.bundlePath ?? BUNDLE;
  const namespace = deps.settings.temporalNamespace;
  const workers = await Promise.all(
    args.queues.map((queue) => serveQueue(deps, { connection, namespace, queue, bundlePath, watch })),
  );
  const stopAll = (): void =>
    workers.forEach((worker) => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
    });
  const over = new AbortController();
  const stopped = AbortSignal.any([signal, over.signal]);
  signal.addEventListener('abort', stopAll, { once: true });
  const keeping = args.queues.includes('sidetrack')
    ? keepDispatcher(deps, new Client({ connection, namespace }), stopped)
    : undefined;
  if (args.drainAfterSeconds !== undefined) {
    const draining = { watch, queues: args.queues, idleSeconds: args.drainAfterSeconds, signal: stopped };
    void drained(deps, draining).then(() => {
      if (!stopped.aborted) end('it has drained');
    });
  }
  health.workers = workers;
  deps.logger.info({ queues: args.queues }, 'Worker ready.');
  process.send?.({ ready: true });
  try {
    const runs = workers.map((worker) => worker.run().finally(stopAll));
    if (signal.aborted) stopAll();
    const failed = (await Promise.allSettled(runs)).find((run) => run.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  } finally {
    health.workers = [];
    signal.removeEventListener('abort', stopAll);
    over.abort();
    await keeping;
  }
}

/** The folders of this machine; a cluster's are shares, which tell of no change. Without it they are scanned every ten minutes. */
async function keepWatch(deps: Deps, signal: AbortSignal): Promise<void> {
  await watchFolders(deps, signal).catch((error: unknown) =>
    deps.logger.warn({ err: error }, 'Folders of audio are not watched.'),
  );
}

/** The dashboard can do without: measuring does not wait for it. */
async function tellModels(deps: Deps): Promise<void> {
  await recordModels(deps).catch((error: unknown) => deps.logger.warn({ err: error }, 'The models could not be told.'));
}

async function startProbes(
  { settings: { probePort: port, host } }: Deps,
  { health, signal, watch }: Pick<Serving, 'health' | 'signal' | 'watch'>,
): Promise<{ close: () => void } | undefined> {
  if (port === undefined) return undefined;
  const notReady = (): string | null => {
    if (signal.aborted) return 'It is being stopped.';
    const serves = health.workers.length > 0 && health.workers.every((worker) => worker.getState() === 'RUNNING');
    return serves ? null : 'It is not connected with Temporal and the database yet.';
  };
  return serveProbes({ port, host, notReady, metrics: () => watch.metrics() });
}

async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const known = error instanceof SettingsError || error instanceof UsageError;
    process.stderr.write(`${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
    process.exit(1);
  },
);
