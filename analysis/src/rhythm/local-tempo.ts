import { quantile } from '../signal/statistics.ts';
import { FRAME_RATE_HZ } from './frames.ts';

/** Beats over which a local tempo is taken: long enough that whole frames do not matter, short enough to follow a ramp. */
const SPAN_BEATS = 16;
/** Local tempi this far from the median are a skipped beat or another section. */
const TOLERANCE = 0.02;

/**
 * The tempo that most of the track has, in beats a minute: the mean of the local tempi (over 16 beats) that lie within 2 % of their median.
 * undefined for fewer than 3 beats.
 * @param beats frames
 */
export function tempoOfBeats(beats: readonly number[]): number | undefined {
  if (beats.length < 3) return undefined;
  const span = Math.min(SPAN_BEATS, beats.length - 1);
  const intervals: number[] = [];
  for (let i = span; i < beats.length; i++) intervals.push((beats[i]! - beats[i - span]!) / span);
  const median = quantile(intervals, 0.5);
  let sum = 0;
  let count = 0;
  for (const interval of intervals) {
    if (Math.abs(interval / median - 1) > TOLERANCE) continue;
    sum += interval;
    count++;
  }
  return (60 * FRAME_RATE_HZ) / (count > 0 ? sum / count : median);
}

/** How unevenly beats follow each other: median deviation of neighbouring intervals, relative to the median interval. */
export function unevenness(beats: readonly number[]): number {
  if (beats.length < 4) return 1;
  const intervals = beats.slice(1).map((beat, i) => beat - beats[i]!);
  const changes = intervals.slice(1).map((interval, i) => Math.abs(interval - intervals[i]!));
  return changes.reduce((sum, change) => sum + change, 0) / changes.length / quantile(intervals, 0.5);
}
