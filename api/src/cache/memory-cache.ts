import type { AnswerCache } from './answer-cache.ts';
import { ANSWER_LIFE_SECONDS } from './answer-cache.ts';

const MAX_CHARACTERS = 32 * 1024 * 1024;

/** Answers in this process, the least recently used dropped beyond 32 million characters. */
export function memoryCache(nowMs: () => number, maxCharacters = MAX_CHARACTERS): AnswerCache {
  // A Map keeps the order of insertion: its first key is the one unused for longest.
  const entries = new Map<string, { answer: string; until: number }>();
  let characters = 0;
  const drop = (key: string): void => {
    characters -= entries.get(key)?.answer.length ?? 0;
    entries.delete(key);
  };
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return Promise.resolve(null);
      const live = entry.until > nowMs();
      if (live) {
        entries.delete(key);
        entries.set(key, entry);
      } else drop(key);
      return Promise.resolve(live ? entry.answer : null);
    },
    set(key, answer) {
      drop(key);
      if (answer.length <= maxCharacters / 4) {
        entries.set(key, { answer, until: nowMs() + ANSWER_LIFE_SECONDS * 1000 });
        characters += answer.length;
        for (const oldest of entries.keys()) {
          if (characters <= maxCharacters) break;
          drop(oldest);
        }
      }
      return Promise.resolve();
    },
    state: () => 'memory',
  };
}
