import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '@sidetrack/prisma';
import { SettingsError, createLogger, loadSettings, requireSettings } from '@sidetrack/settings';
import { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, type LogEntry } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Deps } from './types.ts';
import { keepDispatcher } from './worker/keep-dispatcher.ts';
import { lifeline } from './worker/lifeline.ts';
import { UsageError, parseWorkerArguments, type WorkerArguments } from './worker/options.ts';
import { serveQueue } from './worker/serve-queue.ts';
import { waitFor } from './worker/wait-for.ts';

const BUNDLE = fileURLToPath(new URL('../../workflows/dist/bundle.js', import.meta.url));

/** The worker process: serves the task queues it is given until it is told to stop or its parent ends. */
async function main(): Promise<void> {
  const args = parseWorkerArguments(process.argv.slice(2));
  const settings = requireSettings(loadSettings(process.env), 'databaseUrl', 'temporalAddress');
  const logger = createLogger({ name: `worker:${args.queues.join('+')}`, level: settings.logLevel });
  const signal = lifeline(args);
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
  const waiting = { logger, sleep, signal };
  try {
    await waitFor(() => db.asService((tx) => tx.query('SELECT 1')), { ...waiting, what: 'the database' });
    for (;;) {
      const { temporalAddress: address, temporalNamespace: namespace } = settings;
      const connection = await waitFor(() => NativeConnection.connect({ address }), {
        ...waiting,
        what: `Temporal at ${address}`,
      });
      await serve(deps, { args, connection, namespace, signal })
        .catch((error: unknown) => logger.error({ err: error }, 'The worker lost Temporal; connecting again.'))
        .finally(() => connection.close());
      await sleep(1000, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    logger.info(`Stopped: ${String(signal.reason)}.`);
  } finally {
    await db.close();
  }
}

interface Serving {
  args: WorkerArguments;
  connection: NativeConnection;
  namespace: string;
  signal: AbortSignal;
}

async function serve(deps: Deps, { args, connection, namespace, signal }: Serving): Promise<void> {
  const bundlePath = args.bundlePath ?? BUNDLE;
  const workers = await Promise.all(
    args.queues.map((queue) => serveQueue(deps, { connection, namespace, queue, bundlePath })),
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
  deps.logger.info({ queues: args.queues }, 'Worker ready.');
  process.send?.({ ready: true });
  try {
    const runs = workers.map((worker) => worker.run().finally(stopAll));
    if (signal.aborted) stopAll();
    const failed = (await Promise.allSettled(runs)).find((run) => run.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  } finally {
    signal.removeEventListener('abort', stopAll);
    over.abort();
    await keeping;
  }
}

async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
}

function routeTemporalLogs(logger: Logger): void {
  const temporal = logger.child({ part: 'temporal' });
  const say = ({ level, message, meta }: LogEntry): void => {
    const isLoud = (level === 'WARN' || level === 'ERROR') && !TOLD_ELSEWHERE.test(message);
    temporal[isLoud ? (level === 'ERROR' ? 'error' : 'warn') : 'debug']({ ...meta }, message);
  };
  Runtime.install({
    logger: new DefaultLogger('INFO', say),
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
    shutdownSignals: [],
  });
}

/** Failed activities are logged with their context by activityLogging; workers without workflows are meant so. */
const TOLD_ELSEWHERE = /^(Activity failed|No workflows registered)/;

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const known = error instanceof SettingsError || error instanceof UsageError;
    process.stderr.write(`${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
    process.exit(1);
  },
);
