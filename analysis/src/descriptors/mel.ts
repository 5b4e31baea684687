import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import type { SpectrumBlock } from '../stream/spectrum-block.ts';
import { BLOCK_FRAMES } from '../stream/spectrum-block.ts';
import { cepstrumBasis, createCepstrumStatistics } from './cepstrum.ts';
import { TOP_DB } from './floored-means.ts';
import { melTable } from './mel-table.ts';
import { createMelHistory } from './mel-history.ts';
import type { SpectrumOptions } from './spectrum-options.ts';

export const MEL_BANDS = 128;
const COEFFICIENTS = 20;
const POWER_FLOOR = 1e-10;

export interface Mfcc {
  /** 20 coefficients. */
  mfccMean: number[];
  mfccStd: number[];
}

/** Where mel bands and what is made of them go, block by block, once the loudest is known; arrays are reused. */
export interface MelSinks {
  /** Rows of 128 decibels. */
  decibels?: (decibels: Float32Array, firstFrame: number, frames: number) => void;
  /** 20 coefficients: their mean over the frames. */
  mfcc?: (mean: Float64Array, firstFrame: number, frames: number) => void;
}

export interface MelMeter {
  add(block: SpectrumBlock): void;
  /** Once, after the last block: hands on what is still kept. */
  finish(): void;
  /** After `finish`. */
  result(): Mfcc;
  reset(): void;
}

interface Functions {
  melDecibels(spectrum: number, bands: number, edges: number, weights: number, powerFloor: number, out: number): number;
  raise(rows: number, bands: number, floorDecibels: number): void;
  cepstrum(rows: number, bands: number, coefficients: number, basis: number, folded: number, out: number): void;
  transpose(rows: number, bands: number, out: number): void;
}

/**
 * `librosa.power_to_db(librosa.feature.melspectrogram())` with 128 bands, and the mean and deviation of `librosa.feature.mfcc` of it.
 * What lies 80 dB under the loudest value of the track is raised to there, so rows are kept until the track ends: 20 minutes of
 * them at most (`createMelHistory`), later ones are measured by the loudest value until then.
 */
export function createMelMeter(arena: Arena, options: SpectrumOptions & { sinks?: MelSinks }): MelMeter {
  const { decibels: visitRows, mfcc: visitMfcc } = options.sinks ?? {};
  const kernel = loadKernel('mel', arena) as Functions;
  const filters = melTable(arena, options, MEL_BANDS);
  const basis = cepstrumBasis(arena, MEL_BANDS, COEFFICIENTS);
  const rows = arena.floats(MEL_BANDS * BLOCK_FRAMES);
  const work = arena.floats(MEL_BANDS * BLOCK_FRAMES);
  const coefficients = arena.floats(COEFFICIENTS * BLOCK_FRAMES);
  const statistics = createCepstrumStatistics(coefficients.values, COEFFICIENTS);
  const history = createMelHistory(rows.values.length);
  let loudest = -Infinity;
  let seen = 0;
  let handedOn = 0;

  /** Hands on the block in `rows`. */
  function handOn(frames: number): void {
    kernel.raise(rows.pointer, MEL_BANDS, loudest - TOP_DB);
    kernel.cepstrum(rows.pointer, MEL_BANDS, COEFFICIENTS, basis, work.pointer, coefficients.pointer);
    const mean = statistics.add(frames);
    visitMfcc?.(mean, handedOn, frames);
    if (visitRows) {
      kernel.transpose(rows.pointer, MEL_BANDS, work.pointer);
      visitRows(work.values, handedOn, frames);
    }
    handedOn += frames;
  }

  function handOnKept(): void {
    history.drain((block) => {
      rows.values.set(block);
      handOn(Math.min(BLOCK_FRAMES, seen - handedOn));
    });
  }

  return {
    add(block) {
      const { edges, weights } = filters;
      const highest = kernel.melDecibels(block.pointer, MEL_BANDS, edges, weights, POWER_FLOOR, rows.pointer);
      loudest = Math.max(loudest, highest);
      seen += block.frames;
      if (!history.isOpen) handOn(block.frames);
      else if (!history.keep(rows.values)) handOnKept();
    },
    finish: handOnKept,
    result: () => statistics.result(),
    reset() {
      history.reset();
      statistics.reset();
      loudest = -Infinity;
      seen = handedOn = 0;
    },
  };
}
