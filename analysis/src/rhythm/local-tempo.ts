import { quantile } from '../signal/statistics.ts';
import { FRAME_RATE_HZ } from './frames.ts';

/** Beats over which a local tempo is taken: long enough that whole frames do not matter, short enough to follow a ramp. */
const SPAN_BEATS = 16;
/** Local tempi this far from what most of the track has are a skipped beat or another section. */
const TOLERANCE = 0.02;

/**
 * The tempo in beats a minute that beats have where it is near a given one: the mean of the local tempi (over 16 beats) within 2 % of it,
 * which whole frames bend by far less than 0.5 %, and the share of the beats where it is so. The given tempo where there is no such
 * stretch; undefined for fewer than 3 beats.
 * @param beats frames
 */
export function tempoOfBeats(beats: readonly number[], nearBpm: number): { bpm: number; share: number } | undefined {
  if (beats.length < 3) return undefined;
  const span = Math.min(SPAN_BEATS, beats.length - 1);
  const near = (60 * FRAME_RATE_HZ) / nearBpm;
  let sum = 0;
  let count = 0;
  for (let i = span; i < beats.length; i++) {
    const interval = (beats[i]! - beats[i - span]!) / span;
    if (Math.abs(interval / near - 1) > TOLERANCE) continue;
    sum += interval;
    count++;
  }
  return { bpm: count > 0 ? (60 * FRAME_RATE_HZ * count) / sum : nearBpm, share: count / (beats.length - span) };
}

/** How unevenly beats follow each other: mean difference of neighbouring intervals, relative to the median interval. */
export function unevenness(beats: readonly number[]): number {
  if (beats.length < 4) return 1;
  const intervals = beats.slice(1).map((beat, i) => beat - beats[i]!);
  const changes = intervals.slice(1).map((interval, i) => Math.abs(interval - intervals[i]!));
  return changes.reduce((sum, change) => sum + change, 0) / changes.length / quantile(intervals, 0.5);
}
