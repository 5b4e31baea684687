import { mean, quantile } from '../signal/statistics.ts';

const TIGHTNESS = 100;
/** The smoothing window is the period wide, but beyond a quarter of it (8 deviations) there is nothing of it. */
const SMOOTHING_REACH = 0.25;

/**
 * Beat frames by dynamic programming over the onset strength (Ellis, Beat Tracking by Dynamic Programming, 2007;
 * `librosa.beat.beat_track` with its defaults, weak beats at both ends trimmed).
 * @param periods whole frames from beat to beat, around each frame
 */
export function trackBeats(strength: Float32Array, periods: Int32Array): number[] {
  const score = localScore(strength, periods);
  const { backlink, cumulative } = bestPredecessors(score, periods);
  const beats: number[] = [];
  for (let frame = lastBeat(cumulative); frame >= 0; frame = backlink[frame]!) beats.push(frame);
  return trim(beats.reverse(), score);
}

/** Onset strength in units of its deviation, smoothed by a Gaussian a small part of a beat wide. */
function localScore(strength: Float32Array, periods: Int32Array): Float64Array {
  const scale = 1 / sampleDeviation(strength);
  const windows = new Map<number, Float64Array>();
  const { length } = strength;
  const score = new Float64Array(length);
  for (let frame = 0; frame < length; frame++) {
    const period = periods[frame]!;
    const window = cached(windows, period, () =>
      Float64Array.from({ length: 2 * period + 1 }, (_, i) => Math.exp(-0.5 * (((i - period) * 32) / period) ** 2)),
    );
    const reach = Math.ceil(SMOOTHING_REACH * period);
    const from = Math.max(0, period - reach, frame + period - length + 1);
    const to = Math.min(frame + period, period + reach + 1, window.length);
    let sum = 0;
    for (let k = from; k < to; k++) sum += window[k]! * strength[frame + period - k]!;
    score[frame] = sum * scale;
  }
  return score;
}

function sampleDeviation(values: Float32Array): number {
  const average = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - average) ** 2;
  return Math.sqrt(sum / (values.length - 1)) || 1;
}

function bestPredecessors(
  score: Float64Array,
  periods: Int32Array,
): { backlink: Int32Array; cumulative: Float64Array } {
  const backlink = new Int32Array(score.length);
  const cumulative = new Float64Array(score.length);
  const penalties = new Map<number, Float64Array>();
  const threshold = 0.01 * score.reduce((highest, value) => Math.max(highest, value), 0);
  let hasStarted = false;
  for (let frame = 0; frame < score.length; frame++) {
    const period = periods[frame]!;
    const penalty = cached(penalties, period, () =>
      Float64Array.from({ length: 2 * period + 1 }, (_, gap) => TIGHTNESS * Math.log(gap / period) ** 2),
    );
    let best = -Infinity;
    let from = -1;
    const longest = Math.min(2 * period, frame);
    for (let gap = Math.max(1, halfToEven(period)); gap <= longest; gap++) {
      const candidate = cumulative[frame - gap]! - penalty[gap]!;
      if (candidate > best) {
        best = candidate;
        from = frame - gap;
      }
    }
    cumulative[frame] = score[frame]! + (from >= 0 ? best : 0);
    hasStarted ||= score[frame]! >= threshold;
    backlink[frame] = hasStarted ? from : -1;
  }
  return { backlink, cumulative };
}

function cached(tables: Map<number, Float64Array>, period: number, make: () => Float64Array): Float64Array {
  let table = tables.get(period);
  if (!table) {
    table = make();
    tables.set(period, table);
  }
  return table;
}

/** Half of a whole number, .5 rounded to even as NumPy does. */
function halfToEven(value: number): number {
  const half = Math.floor(value / 2);
  return value % 2 === 0 ? half : half + (half % 2);
}

/** The last local maximum that reaches half of the median one. */
function lastBeat(cumulative: Float64Array): number {
  const peaks: number[] = [];
  for (let frame = 1; frame < cumulative.length; frame++) {
    const value = cumulative[frame]!;
    if (value > cumulative[frame - 1]! && (frame === cumulative.length - 1 || value >= cumulative[frame + 1]!))
      peaks.push(frame);
  }
  if (peaks.length === 0) return cumulative.length - 1;
  const heights = peaks.map((frame) => cumulative[frame]!);
  const threshold = 0.5 * quantile(heights, 0.5);
  return peaks.findLast((frame) => cumulative[frame]! >= threshold) ?? cumulative.length - 1;
}

/** Drops beats before the first and after the last frame whose score exceeds half the RMS of the smoothed beat scores. */
function trim(beats: readonly number[], score: Float64Array): number[] {
  const hann = [0, 0.5, 1, 0.5, 0];
  const strengths = beats.map((beat) => score[beat]!);
  const smooth = Array.from({ length: strengths.length + 2 }, (_, n) =>
    hann.reduce((sum, weight, k) => sum + weight * (strengths[n + 2 - k] ?? 0), 0),
  );
  const threshold = 0.5 * Math.sqrt(mean(smooth.map((value) => value * value)));
  const first = score.findIndex((value) => value > threshold);
  const last = score.findLastIndex((value) => value > threshold);
  return beats.filter((beat) => beat >= first && beat <= last);
}
