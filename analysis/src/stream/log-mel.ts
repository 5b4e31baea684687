import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import { keepRows } from './kept-rows.ts';
import type { LogMelKernel } from './log-mel-kernel.ts';
import type { MelFilter, MelNorm, MelScale } from './mel-filters.ts';
import { melFilters } from './mel-filters.ts';
import type { PadMode } from './padding.ts';
import type { SpectrumBlock, Stage } from './spectrum-block.ts';
import { BLOCK_FRAMES } from './spectrum-block.ts';
import { createStft } from './stft.ts';

/** The front end of a model that takes a log-mel spectrogram. */
export interface LogMelSpec {
  sampleRateHz: number;
  /** A power of two from 128 to 8192. */
  fftSize: number;
  /** Length of the periodic Hann window, in the middle of the transform. */
  windowSamples: number;
  hopSamples: number;
  /** Frames centred on multiples of the hop; else transforms that start there and lie inside the signal (at least one). */
  centred: boolean;
  /** Of centred frames. */
  padMode: PadMode;
  /** Of the magnitudes, before the bands are summed. */
  power: 1 | 2;
  /** A multiple of four. */
  bands: number;
  lowHz: number;
  highHz: number;
  melScale: MelScale;
  norm: MelNorm;
  log: LogMelCompression;
}

export type LogMelCompression =
  /** log10(1 + factor · mel) */
  | { kind: 'log10OnePlus'; factor: number }
  /**
   * `librosa.power_to_db`: 10 log10(max(mel, amin) / max(reference, amin)), at most `topDb` below the largest. Where that needs the
   * largest value (`topDb`, or the reference `'max'`), all rows come at `finish`: hand over what shall be one picture and `reset`.
   */
  | { kind: 'decibels'; amin: number; topDb: number | null; reference: number | 'max' }
  /** ln(max(mel, amin)) */
  | { kind: 'ln'; amin: number }
  /** ln(mel + offset) */
  | { kind: 'lnPlus'; offset: number };

/** Rows of a log-mel spectrogram, one a frame. */
export interface LogMelRows {
  /** `[rows][bands]`, reused for the next rows. */
  readonly values: Float32Array;
  readonly firstRow: number;
  readonly rows: number;
}

/** Log-mel rows of a signal (at the rate of the spec) that comes in pieces: up to 8 at a time, in constant memory. */
export function createLogMel(arena: Arena, spec: LogMelSpec): Stage<LogMelRows> {
  const { bands, log } = spec;
  if (bands % 4 !== 0) throw new RangeError(`The number of mel bands is a multiple of four, not ${bands}.`);
  const kernel = loadKernel('log-mel', arena) as LogMelKernel;
  const stft = createStft(arena, spec);
  const { filters, weights } = filterTables(arena, melFilters(spec));
  const scratch = arena.floats(bands * BLOCK_FRAMES).pointer;
  const output = arena.floats(bands * BLOCK_FRAMES);
  const { gain, bias, floor, scale, offset } = compression(log);

  function rowsOf({ pointer, bins, firstFrame, frames }: SpectrumBlock): LogMelRows {
    if (spec.power === 2) kernel.squareBlock(pointer, bins);
    kernel.logMelBlock(pointer, filters, weights, bands, scratch, output.pointer, gain, bias, floor, scale, offset);
    return { values: output.values.subarray(0, frames * bands), firstRow: firstFrame, rows: frames };
  }

  const rows: Stage<LogMelRows> = {
    push: (samples, visit) => stft.push(samples, (block) => visit(rowsOf(block))),
    finish: (visit) => stft.finish((block) => visit(rowsOf(block))),
    reset: () => stft.reset(),
  };
  if (log.kind !== 'decibels' || (log.topDb === null && log.reference !== 'max')) return rows;
  return keepRows(rows, { bands, topDb: log.topDb, toMaximum: log.reference === 'max' });
}

interface Compression {
  gain: number;
  bias: number;
  floor: number;
  scale: number;
  offset: number;
}

/** Of scale · ln(max(gain · mel + bias, floor)) + offset. */
function compression(log: LogMelCompression): Compression {
  switch (log.kind) {
    case 'log10OnePlus':
      return { gain: log.factor, bias: 1, floor: 0, scale: 1 / Math.LN10, offset: 0 };
    case 'ln':
      return { gain: 1, bias: 0, floor: log.amin, scale: 1, offset: 0 };
    case 'lnPlus':
      return { gain: 1, bias: log.offset, floor: 0, scale: 1, offset: 0 };
    case 'decibels': {
      const offset = log.reference === 'max' ? 0 : -10 * Math.log10(Math.max(log.amin, log.reference));
      return { gain: 1, bias: 0, floor: log.amin, scale: 10 / Math.LN10, offset };
    }
  }
}

function filterTables(arena: Arena, bank: readonly MelFilter[]): { filters: number; weights: number } {
  const filters = arena.integers(2 * bank.length);
  bank.forEach((filter, band) => filters.values.set([filter.first, filter.weights.length], 2 * band));
  const all = bank.flatMap((filter) => filter.weights);
  const weights = arena.floats(all.length);
  weights.values.set(all);
  return { filters: filters.pointer, weights: weights.pointer };
}
