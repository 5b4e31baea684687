import { mean, quantile } from './statistics.ts';

const TIGHTNESS = 100;
/** Intervals this far from the median one are a skipped or doubled beat, not tempo. */
const INTERVAL_TOLERANCE = 0.1;

/**
 * Beat frames by dynamic programming over the onset strength for a known period (Ellis, 2007; `librosa.beat.beat_track`
 * with its defaults, weak beats at both ends trimmed).
 */
export function trackBeats(strength: Float32Array, periodFrames: number): number[] {
  const score = localScore(strength, periodFrames);
  const { backlink, cumulative } = bestPredecessors(score, periodFrames);
  const beats: number[] = [];
  for (let frame = lastBeat(cumulative); frame >= 0; frame = backlink[frame]!) beats.push(frame);
  return trim(beats.reverse(), score);
}

/** Beats a minute from the mean interval of beats, intervals far from the median left out; undefined for fewer than 3 beats. */
export function tempoOfBeats(beats: readonly number[], frameRateHz: number): number | undefined {
  const intervals = beats.slice(1).map((beat, i) => beat - beats[i]!);
  if (intervals.length < 2) return undefined;
  const median = quantile(intervals, 0.5);
  const regular = intervals.filter((interval) => Math.abs(interval - median) <= INTERVAL_TOLERANCE * median);
  return (60 * frameRateHz) / mean(regular);
}

/** Onset strength in units of its deviation, smoothed by a Gaussian a small part of a beat wide. */
function localScore(strength: Float32Array, period: number): Float64Array {
  const deviation = sampleDeviation(strength);
  const window = Float64Array.from({ length: 2 * period + 1 }, (_, i) =>
    Math.exp(-0.5 * (((i - period) * 32) / period) ** 2),
  );
  return Float64Array.from(strength, (_, frame) => {
    let sum = 0;
    const from = Math.max(0, frame + period - strength.length + 1);
    const to = Math.min(frame + period, window.length);
    for (let k = from; k < to; k++) sum += window[k]! * strength[frame + period - k]!;
    return sum / deviation;
  });
}

function sampleDeviation(values: Float32Array): number {
  const average = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - average) ** 2;
  return Math.sqrt(sum / (values.length - 1)) || 1;
}

function bestPredecessors(score: Float64Array, period: number): { backlink: Int32Array; cumulative: Float64Array } {
  const backlink = new Int32Array(score.length);
  const cumulative = new Float64Array(score.length);
  const penalty = Float64Array.from({ length: 2 * period + 1 }, (_, gap) => TIGHTNESS * Math.log(gap / period) ** 2);
  const nearest = Math.max(1, halfToEven(period));
  const threshold = 0.01 * score.reduce((highest, value) => Math.max(highest, value), 0);
  let hasStarted = false;
  for (let frame = 0; frame < score.length; frame++) {
    let best = -Infinity;
    let from = -1;
    for (let gap = nearest; gap <= 2 * period && gap <= frame; gap++) {
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
  const threshold =
    0.5 *
    quantile(
      peaks.map((frame) => cumulative[frame]!),
      0.5,
    );
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
