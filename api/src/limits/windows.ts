import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Redis } from 'ioredis';

/** Where one stands in the present window. */
export interface WindowState {
  /** Whether this request is within the limit. */
  readonly open: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** End of the window, seconds since the epoch. */
  readonly resetAt: number;
  /** Whole seconds until then, at least 1. */
  readonly resetIn: number;
}

/** How many requests a window takes, of an address or of one who shows a token. */
export interface WindowLimits {
  readonly address: number;
  readonly listener: number;
}

export interface Windows {
  /** Counts one request of `who`. */
  take(who: string, kind: keyof WindowLimits, now: Date): Promise<WindowState>;
}

/** ListenBrainz lets an address ask 30 times; a token raises it, as there. */
export const usualWindows: WindowLimits = { address: 30, listener: 100 };

const WINDOW_SECONDS = 10;

/** Limits by windows of ten seconds that are aligned to the epoch, as ListenBrainz has them; counted in Redis for all replicas. */
export function createWindows(limits: WindowLimits, redis?: Redis): Windows {
  const of = (kind: keyof WindowLimits): RateLimiterMemory | RateLimiterRedis => {
    // The window is part of the key, and a count only has to outlive it.
    const options = { points: limits[kind], duration: 2 * WINDOW_SECONDS, keyPrefix: `sidetrack:window:${kind}` };
    const memory = new RateLimiterMemory(options);
    if (redis === undefined) return memory;
    return new RateLimiterRedis({
      ...options,
      storeClient: redis,
      insuranceLimiter: memory,
      rejectIfRedisNotReady: true,
    });
  };
  const limiters = { address: of('address'), listener: of('listener') };
  return {
    async take(who, kind, now) {
      const seconds = now.getTime() / 1000;
      const window = Math.floor(seconds / WINDOW_SECONDS);
      const resetAt = (window + 1) * WINDOW_SECONDS;
      const resetIn = Math.max(1, Math.ceil(resetAt - seconds));
      const left = await remaining(limiters[kind], `${who} ${window}`);
      return { open: left !== null, limit: limits[kind], remaining: left ?? 0, resetAt, resetIn };
    },
  };
}

/** How many are left after this one; null where none was. */
async function remaining(limiter: RateLimiterMemory | RateLimiterRedis, key: string): Promise<number | null> {
  try {
    return (await limiter.consume(key)).remainingPoints;
  } catch (reached) {
    if (!(reached instanceof RateLimiterRes)) throw reached;
    return null;
  }
}
