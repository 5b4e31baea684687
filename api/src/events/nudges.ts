import type { Redis } from 'ioredis';

/** How replicas of the API tell each other that a listener’s things have changed. A lost nudge costs a second. */
export interface Nudges {
  tell(userId: string): void;
  listen(onNudge: (userId: string) => void): void;
}

/** One process: whoever nudges has looked already. */
export const noNudges: Nudges = { tell: () => undefined, listen: () => undefined };

const CHANNEL = 'sidetrack:nudge';

/** Through Redis; `subscription` is a connection of its own, as Redis demands. */
export function redisNudges(redis: Redis, subscription: Redis): Nudges {
  return {
    tell(userId) {
      redis.publish(CHANNEL, userId).catch(() => undefined);
    },
    listen(onNudge) {
      subscription.on('message', (_channel, userId) => onNudge(userId));
      const subscribe = (): void => {
        subscription.subscribe(CHANNEL).catch(() => undefined);
      };
      // Again after each reconnection: a subscription that failed while Redis was away is not made up for otherwise.
      subscription.on('ready', subscribe);
      if (subscription.status === 'ready') subscribe();
    },
  };
}
