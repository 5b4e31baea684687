import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import { createDynamicRange } from './dynamic-range.ts';

/** Magnitudes up to this count as zero, and zero as positive, as in `librosa.zero_crossings`. */
const DEAD_ZONE = 1e-10;
/** Hops that are measured at a time. */
const HOPS = 16;
/** Floats before the first hop: the last of them is the sample before it, the others align it. */
const LEAD = 4;
/** Energy, changes of sign, change at the first sample. */
const FIELDS = 3;

export interface FrameLevels {
  /** Mean over frames of the root mean square (`librosa.feature.rms`). */
  rms: number;
  /** Share of samples at which the sign changes (`librosa.feature.zero_crossing_rate`), mean over frames. */
  zeroCrossingRate: number;
  /** See `createDynamicRange`. */
  dynamicRangeDb: number;
}

/** Root mean squares of consecutive frames; the array is reused. */
export type LevelSink = (rms: Float32Array, firstFrame: number, frames: number) => void;

export interface FrameLevelsMeter {
  /** Samples in pieces of any length. */
  push(samples: Float32Array): void;
  /** Once, after the last piece. */
  finish(): void;
  result(): FrameLevels;
  reset(): void;
}

export interface FrameLevelsOptions {
  /** Twice a multiple of the hop. */
  frameSamples: number;
  /** A multiple of 8. */
  hopSamples: number;
  visit?: LevelSink;
}

interface Functions {
  hopLevels(samples: number, hops: number, hopSamples: number, deadZone: number, out: number): void;
}

/**
 * Levels and zero crossings of frames centred on multiples of the hop by librosa's definitions (zeros beyond both ends for the level,
 * the edge samples repeated for zero crossings), in constant memory: a frame is the sum of its hops.
 */
export function createFrameLevelsMeter(
  arena: Arena,
  { frameSamples, hopSamples, visit }: FrameLevelsOptions,
): FrameLevelsMeter {
  const kernel = loadKernel('levels', arena) as Functions;
  const samples = arena.floats(LEAD + HOPS * hopSamples);
  const hops = arena.floats(HOPS * FIELDS);
  const hopsOfFrame = frameSamples / hopSamples;
  const recent = new Float32Array(hopsOfFrame * FIELDS);
  const levels = new Float32Array(HOPS);
  const dynamicRange = createDynamicRange();
  let filled = 0;
  let seen = 0;
  let hopsTaken = 0;
  let frames = 0;
  let rmsSum = 0;
  let crossings = 0;

  function measure(hopCount: number): void {
    kernel.hopLevels(samples.pointer + (LEAD - 1) * 4, hopCount, hopSamples, DEAD_ZONE, hops.pointer);
    samples.values[LEAD - 1] = samples.values[LEAD + hopCount * hopSamples - 1]!;
    filled = 0;
    take(hopCount);
  }

  /** The frames that the next hops complete: half a frame lies before its centre, and its last hop begins half a frame less a hop after. */
  function take(hopCount: number): void {
    let completed = 0;
    for (let hop = 0; hop < hopCount; hop++) {
      recent.copyWithin(0, FIELDS);
      recent.set(hops.values.subarray(hop * FIELDS, (hop + 1) * FIELDS), recent.length - FIELDS);
      if (++hopsTaken >= hopsOfFrame / 2) levels[completed++] = addFrame();
    }
    visit?.(levels, frames, completed);
    frames += completed;
  }

  function addFrame(): number {
    let energy = 0;
    // The first sample of a frame has no predecessor inside it, so it never counts as a crossing.
    let changes = -recent[2]!;
    for (let hop = 0; hop < recent.length; hop += FIELDS) {
      energy += recent[hop]!;
      changes += recent[hop + 1]!;
    }
    const rms = Math.sqrt(energy / frameSamples);
    rmsSum += rms;
    crossings += changes / frameSamples;
    dynamicRange.add(rms);
    return rms;
  }

  function reset(): void {
    recent.fill(0);
    dynamicRange.reset();
    filled = seen = hopsTaken = frames = rmsSum = crossings = 0;
  }

  return {
    push(piece) {
      // Before the first sample lies one like it, so that it changes no sign.
      if (seen === 0 && piece.length > 0) samples.values[LEAD - 1] = piece[0]!;
      seen += piece.length;
      for (let from = 0; from < piece.length;) {
        const part = piece.subarray(from, from + HOPS * hopSamples - filled);
        samples.values.set(part, LEAD + filled);
        filled += part.length;
        from += part.length;
        if (filled === HOPS * hopSamples) measure(HOPS);
      }
    },
    finish() {
      if (filled > 0) {
        const hopCount = Math.ceil(filled / hopSamples);
        // Silence, of the last sample's sign.
        const silence = samples.values[LEAD + filled - 1]! < -DEAD_ZONE ? -2 * DEAD_ZONE : 0;
        samples.values.fill(silence, LEAD + filled, LEAD + hopCount * hopSamples);
        measure(hopCount);
      }
      hops.values.fill(0);
      take(Math.floor(seen / hopSamples) + hopsOfFrame / 2 - hopsTaken);
    },
    result: () => ({
      rms: rmsSum / Math.max(1, frames),
      zeroCrossingRate: crossings / Math.max(1, frames),
      dynamicRangeDb: dynamicRange.result(),
    }),
    reset,
  };
}
