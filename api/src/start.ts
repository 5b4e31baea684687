import { openDatabase } from '@sidetrack/prisma';
import { createLogger, loadSettings, readTemporalTls, requireSettings, serveProbes } from '@sidetrack/settings';
import type { Env } from '@sidetrack/settings';
import { memoryCache } from './cache/memory-cache.ts';
import { openRedis } from './cache/redis.ts';
import { redisCache } from './cache/redis-cache.ts';
import { createEventHub } from './events/hub.ts';
import { noNudges, redisNudges } from './events/nudges.ts';
import { takeSnapshot } from './events/snapshot.ts';
import { clearPartialUploads } from './imports/clear-partial.ts';
import { clearPartialChunks } from './imports/store-chunks.ts';
import { temporalWorkflows } from './jobs/temporal.ts';
import { createLimiter, usualLimits } from './limits/limiter.ts';
import { createWindows, usualWindows } from './limits/windows.ts';
import { ensureLocalUser } from './queries/local-user.ts';
import { serveApi } from './server/listen.ts';
import { createMetrics } from './server/metrics.ts';
import { notReady } from './server/ready.ts';
import type { RunningApi } from './server/listen.ts';
import { openAccount } from './sign-in/open-account.ts';
import { waitForDatabase } from './wait-for-database.ts';

/**
 * Starts the API as the environment says and gives it once it listens; null when it was told to stop before that.
 * @throws SettingsError, ListenError, and errors of a database that cannot be used, each with what to do
 */
export async function startApi(env: Env, stop: AbortSignal): Promise<RunningApi | null> {
  const settings = requireSettings(loadSettings(env), 'databaseUrl', 'temporalAddress');
  const logger = createLogger({ name: 'api', level: settings.logLevel });
  const now = (): Date => new Date();
  const db = openDatabase(settings.databaseUrl, { applicationName: 'sidetrack api' });
  const connections =
    settings.redisUrl === undefined ? [] : [openRedis(settings.redisUrl, logger), openRedis(settings.redisUrl, logger)];
  const [redis, subscription] = connections;
  const workflows = temporalWorkflows({
    address: settings.temporalAddress,
    namespace: settings.temporalNamespace,
    tls: await readTemporalTls(settings),
  });
  const memory = memoryCache(() => now().getTime());
  const events = createEventHub({
    look: (userId) => takeSnapshot({ db, settings }, userId, now()),
    nudges: redis === undefined || subscription === undefined ? noNudges : redisNudges(redis, subscription),
    logger,
  });
  const metrics = createMetrics(db);
  const probes =
    settings.probePort === undefined
      ? undefined
      : await serveProbes({
          port: settings.probePort,
          host: settings.host,
          notReady: () => (stop.aborted ? 'It is being stopped.' : notReady({ db })),
          metrics: metrics.read,
        });
  const release = async (): Promise<void> => {
    probes?.close();
    events.close();
    for (const connection of connections) connection.disconnect();
    await Promise.allSettled([workflows.close(), db.close()]);
  };
  try {
    if (!(await waitForDatabase(db, logger, stop))) {
      await release();
      return null;
    }
    if (settings.mode === 'laptop') await ensureLocalUser(db, settings.timeZone);
    await clearPartialUploads(settings.dataDir, now());
    await clearPartialChunks(db, now());
    const cache = redis === undefined ? memory : redisCache(redis, memory);
    const limiter = createLimiter(usualLimits, redis);
    const account = openAccount({ db, settings, logger, now });
    const deps = {
      db,
      settings,
      logger,
      now,
      workflows,
      cache,
      limiter,
      pushWindows: createWindows(usualWindows, redis),
      events,
      fetch,
      account,
      metrics,
      checkAnswers: false,
    };
    const api = await serveApi(deps, { host: settings.host, port: settings.apiPort });
    return {
      port: api.port,
      close: async () => {
        await api.close();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}
