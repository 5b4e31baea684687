import type { Pending } from './types.ts';

/** How much of each kind was to be done at a moment, in milliseconds. */
export interface PendingSample {
  at: number;
  pending: Pending;
}

/** How far back the pace is measured: long enough to be steady, short enough to follow a change. */
const WINDOW_MILLISECONDS = 90_000;
const SHORTEST_MILLISECONDS = 3000;

/** The samples with one more; those too old to tell of the pace are dropped. */
export function withSample(samples: readonly PendingSample[], sample: PendingSample): readonly PendingSample[] {
  return [...samples.filter(({ at }) => at > sample.at - WINDOW_MILLISECONDS && at < sample.at), sample];
}

/**
 * Seconds until a kind of work is done, at the pace since it last grew. Null while nothing has gone yet, or for less time than
 * a pace can be told from.
 */
export function secondsLeft(samples: readonly PendingSample[], kind: keyof Pending): number | null {
  const last = samples.at(-1);
  if (last === undefined) return null;
  const grownAt = samples.findLastIndex(
    ({ pending }, index) => pending[kind] > (samples[index - 1]?.pending[kind] ?? Infinity),
  );
  const first = samples[Math.max(grownAt, 0)] ?? last;
  const done = first.pending[kind] - last.pending[kind];
  const elapsed = last.at - first.at;
  if (done <= 0 || elapsed < SHORTEST_MILLISECONDS) return null;
  return (last.pending[kind] * elapsed) / done / 1000;
}
