import type { Logger } from '@sidetrack/settings';
import { Redis } from 'ioredis';

/**
 * A connection to Redis that never keeps a request waiting: a command fails at once while Redis is away, and the caller does
 * without. It is sought again in the background; coming and going are logged once each.
 */
export function openRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2000,
    commandTimeout: 500,
    retryStrategy: (attempt) => Math.min(attempt * 200, 5000),
  });
  let away = false;
  redis.on('ready', () => {
    if (away) logger.info('Redis is back');
    away = false;
  });
  redis.on('error', (error: Error) => {
    if (!away) logger.warn({ err: error }, 'Redis is away: limits and cached answers are kept in memory meanwhile');
    away = true;
  });
  return redis;
}
