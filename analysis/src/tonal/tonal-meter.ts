import type { Arena } from '../kernels/index.ts';
import type { KeyEstimate } from './key.ts';
import { estimateKey } from './key.ts';
import { createKeyCells } from './key-cells.ts';
import type { ChromaQuad } from './cqt.ts';
import { createConstantQ } from './cqt.ts';
import { createRateHalver } from './rate-halver.ts';
import { createSampleStore } from './sample-store.ts';
import { tonnetz } from './tonnetz.ts';

/** Of the signal that the meter takes. */
export const TONAL_SAMPLE_RATE_HZ = 22_050;
/** Samples between frames of chroma. */
export const TONAL_HOP_SAMPLES = 512;
/** Tuning is settled by then: what comes later is filtered as it comes. */
const KEPT_SECONDS = 600;
const PITCH_CLASSES = 12;
const LANES = 4;
const THIRD_CENTS = 100 / 3;

export interface TonalOptions {
  /** Cents above equal temperament at 440 Hz, -50 to 50 (`librosa.estimate_tuning`); asked once a track, as late as possible. */
  tuningCents: () => number;
  /**
   * The same to the nearest third of a semitone, -16.7 to 16.7 (`librosa.estimate_tuning` with 36 bins an octave), which is what
   * `librosa.cqt` moves its filters by. By default it is taken from `tuningCents`.
   */
  thirdTuningCents?: () => number;
  /** Gets the mean chroma of each four frames: 12 values from C, each frame divided by its largest value. Reused: copy what is kept. */
  chromaSink?: (firstFrame: number, frames: number, chroma: Float32Array) => void;
  /** How much of a track is kept until its tuning is asked. */
  keptSeconds?: number;
}

/** What is tonal in a track. */
export interface TonalFeatures extends KeyEstimate {
  /** Mean of `librosa.feature.chroma_cqt`, 12 pitch classes from C. */
  chromaMean: number[];
  /** Mean of `librosa.feature.tonnetz`. */
  tonnetzMean: number[];
}

export interface TonalMeter {
  /** @param samples mono at 22.05 kHz */
  push(samples: Float32Array): void;
  finish(): TonalFeatures;
  reset(): void;
}

/**
 * Chroma, tonnetz and key of a track by stream. The signal is kept for up to ten minutes (27 MB), since the filters can be tuned only when the
 * tuning of the track is known; the rest of a longer one is measured with the tuning of its first ten minutes, in constant memory.
 */
export function createTonalMeter(
  arena: Arena,
  { tuningCents, thirdTuningCents, chromaSink, keptSeconds = KEPT_SECONDS }: TonalOptions,
): TonalMeter {
  const constantQ = createConstantQ(arena);
  const cells = createKeyCells(constantQ.spectrum);
  const halver = createRateHalver(arena);
  const store = createSampleStore();
  const mean = new Float32Array(PITCH_CLASSES);
  let seen = 0;
  let tuned = false;

  function visit({ firstFrame, frames, chroma }: ChromaQuad): void {
    cells.add();
    if (!chromaSink) return;
    for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) {
      let sum = 0;
      for (let lane = 0; lane < frames; lane++) sum += chroma[pitch * LANES + lane]!;
      mean[pitch] = sum / frames;
    }
    chromaSink(firstFrame, frames, mean);
  }

  const take = (halved: Float32Array) => (tuned ? constantQ.push(halved, visit) : store.add(halved));

  /** From here on samples are filtered, first those kept. */
  function tune(): void {
    tuned = true;
    const cents = tuningCents();
    const ofThird = thirdTuningCents?.() ?? cents - THIRD_CENTS * Math.round(cents / THIRD_CENTS);
    constantQ.start(ofThird / THIRD_CENTS);
    cells.start(Math.round((cents - ofThird) / THIRD_CENTS));
    store.drain((samples) => constantQ.push(samples, visit));
  }

  return {
    push(samples) {
      seen += samples.length;
      halver.push(samples, take);
      if (!tuned && seen >= keptSeconds * TONAL_SAMPLE_RATE_HZ) tune();
    },
    finish() {
      halver.finish(take);
      if (!tuned) tune();
      const frames = 1 + Math.floor(seen / TONAL_HOP_SAMPLES);
      constantQ.finish(frames, visit);
      const { chroma, unitChroma } = constantQ.sums();
      return {
        chromaMean: chroma.map((sum) => sum / frames),
        tonnetzMean: tonnetz(unitChroma.map((sum) => sum / frames)),
        ...estimateKey(cells.result()),
      };
    },
    reset() {
      seen = 0;
      tuned = false;
      halver.reset();
      store.drain(() => undefined);
    },
  };
}
