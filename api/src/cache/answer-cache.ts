/** Answers that were worked out before. A lost entry costs time, never truth: keys hold the version of the data. */
export interface AnswerCache {
  get(key: string): Promise<string | null>;
  set(key: string, answer: string): Promise<void>;
  /** `memory`: no Redis is set. `down`: Redis is set and away; memory stands in for it. */
  state(): 'ok' | 'memory' | 'down';
}

/** However carefully a version is made, nothing is answered from longer ago than this. */
export const ANSWER_LIFE_SECONDS = 60;
