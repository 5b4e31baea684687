import type { Logger } from '@sidetrack/settings';
import type { Nudges } from './nudges.ts';
import type { Snapshot } from './snapshot.ts';

export interface Subscriber {
  /** Called after each look with what was seen, whether it is new or not. */
  readonly onSnapshot: (snapshot: Snapshot) => void;
  /** Called once when the API stops. */
  readonly onClose: () => void;
}

/** Tells those who follow a listener how things stand, by one look a second for each listener who is followed at all. */
export interface EventHub {
  subscribe(userId: string, subscriber: Subscriber): () => void;
  /** Something has just changed for this listener: look now, here and on other replicas. */
  nudge(userId: string): void;
  close(): void;
}

export interface HubOptions {
  readonly look: (userId: string) => Promise<Snapshot>;
  readonly nudges: Nudges;
  readonly logger: Logger;
  readonly intervalMs?: number;
}

const SECOND_MS = 1000;

/** Looks only while somebody listens, never twice at once for one listener, and goes on after a look that failed. */
export function createEventHub({ look, nudges, logger, intervalMs = SECOND_MS }: HubOptions): EventHub {
  const followed = new Map<string, Set<Subscriber>>();
  const looking = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const lookAt = async (userId: string): Promise<void> => {
    const subscribers = followed.get(userId);
    if (subscribers === undefined || looking.has(userId) || closed) return;
    looking.add(userId);
    try {
      const snapshot = await look(userId);
      for (const subscriber of [...subscribers]) subscriber.onSnapshot(snapshot);
    } catch (error) {
      logger.warn({ err: error, userId }, 'Could not look for changes; the next look is due in a moment');
    } finally {
      looking.delete(userId);
    }
  };
  const lookAtAll = (): void => {
    for (const userId of followed.keys()) void lookAt(userId);
  };
  nudges.listen((userId) => void lookAt(userId));

  return {
    subscribe(userId, subscriber) {
      if (closed) {
        subscriber.onClose();
        return () => undefined;
      }
      const subscribers = followed.get(userId) ?? new Set();
      followed.set(userId, subscribers.add(subscriber));
      timer ??= setInterval(lookAtAll, intervalMs).unref();
      void lookAt(userId);
      return () => {
        subscribers.delete(subscriber);
        if (subscribers.size === 0 && followed.get(userId) === subscribers) followed.delete(userId);
        if (followed.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    nudge(userId) {
      void lookAt(userId);
      nudges.tell(userId);
    },
    close() {
      closed = true;
      clearInterval(timer);
      for (const subscriber of [...followed.values()].flatMap((set) => [...set])) subscriber.onClose();
      followed.clear();
    },
  };
}
