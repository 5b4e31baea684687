import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Redis } from 'ioredis';

/** What may be asked in a minute. */
export interface Limits {
  /** Of one listener, or of one address that is not known to be a listener's. */
  readonly requests: number;
  /** Of these, requests that change something or start work. */
  readonly changes: number;
  /** Of one address: steps of signing in, of which a sign-in takes two. */
  readonly signIns: number;
}

/** Generous for a person with several pages open, and an end to a script that runs away. */
export const usualLimits: Limits = { requests: 1200, changes: 240, signIns: 20 };

export interface Limiter {
  /** Seconds to wait where the limit is reached, else null. `who` is a listener or an address. */
  take(who: string, kind: keyof Limits): Promise<number | null>;
}

const MINUTE_SECONDS = 60;

/** Limits by listener or address, counted in Redis for all replicas; in memory without it and while it is away. */
export function createLimiter(limits: Limits, redis?: Redis): Limiter {
  const of = (kind: keyof Limits): RateLimiterMemory | RateLimiterRedis => {
    const options = { points: limits[kind], duration: MINUTE_SECONDS, keyPrefix: `sidetrack:limit:${kind}` };
    const memory = new RateLimiterMemory(options);
    if (redis === undefined) return memory;
    return new RateLimiterRedis({
      ...options,
      storeClient: redis,
      insuranceLimiter: memory,
      rejectIfRedisNotReady: true,
    });
  };
  const limiters = { requests: of('requests'), changes: of('changes'), signIns: of('signIns') };
  return {
    async take(who, kind) {
      try {
        await limiters[kind].consume(who);
        return null;
      } catch (reached) {
        if (!(reached instanceof RateLimiterRes)) throw reached;
        return Math.max(1, Math.ceil(reached.msBeforeNext / 1000));
      }
    },
  };
}
