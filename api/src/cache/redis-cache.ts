import type { Redis } from 'ioredis';
import type { AnswerCache } from './answer-cache.ts';
import { ANSWER_LIFE_SECONDS } from './answer-cache.ts';

/** Answers in Redis, shared by all replicas; while Redis is away, the given cache stands in. */
export function redisCache(redis: Redis, standIn: AnswerCache): AnswerCache {
  return {
    async get(key) {
      try {
        return await redis.get(PREFIX + key);
      } catch {
        return standIn.get(key);
      }
    },
    async set(key, answer) {
      try {
        await redis.set(PREFIX + key, answer, 'EX', ANSWER_LIFE_SECONDS);
      } catch {
        await standIn.set(key, answer);
      }
    },
    state: () => (redis.status === 'ready' ? 'ok' : 'down'),
  };
}

const PREFIX = 'sidetrack:answer:';
