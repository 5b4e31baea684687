import type { Arena, Buffered } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import { FILTERS, FRAME_SAMPLES, filterTable, twiddleTable } from './filters.ts';
import type { Halving, HalvingKernel } from './halving.ts';
import { createHalving } from './halving.ts';
import { interpolationWeights, TAPS } from './interpolation.ts';
import { Stretch } from './stretch.ts';

/** Octaves; the lowest has four filters only. */
export const BANDS = 8;
/** Samples beside a frame's middle that it takes. */
const REACH = FRAME_SAMPLES / 2;
/** Of the highest band, at its rate: 512 at 22.05 kHz. */
const TOP_HOP = 256;
/** Of the lower bands, each at its own rate: an eighth of the longest window, a quarter of the shortest. */
const LEAST_HOP = 16;
const LANES = 4;
const PITCH_CLASSES = 12;
const QUAD_FLOATS = FILTERS * LANES;
const QUAD_BYTES = QUAD_FLOATS * 4;
/** Fours of frames kept of each band: the lowest is behind the highest by its longer window. */
const KEPT_QUADS = 64;
/** Samples at 11.025 kHz taken at a time. */
const PIECE = 4096;
const STRETCH = 2 * PIECE;

interface CqtKernel extends HalvingKernel {
  filter(
    ...args: [
      samples: number,
      hop: number,
      work: number,
      twiddles: number,
      firstBin: number,
      lastBin: number,
      rows: number,
      weights: number,
      gain: number,
      target: number,
    ]
  ): void;
  interpolate(taps: number, weights: number, target: number): void;
  fold(...args: [bands: number, mask: number, thirds: number, chroma: number, sums: number, spectrum: number]): void;
}

/** Four consecutive frames of chroma. */
export interface ChromaQuad {
  firstFrame: number;
  /** 1 to 4, fewer than 4 only at the end. */
  frames: number;
  /** `[12][4]`, each frame divided by its largest value; reused. */
  chroma: Float32Array;
}
export type QuadVisitor = (quad: ChromaQuad) => void;

/**
 * `librosa.cqt` (36 bins an octave, 7 octaves from C1, hop 512 at 22.05 kHz) folded to `librosa.feature.chroma_cqt`, by stream. The same 36 filters
 * of at most 256 samples serve every octave, each at half the rate of the one above (Schoerkhuber and Klapuri, 2010). Octaves whose
 * windows are longer than eight hops are filtered at a longer hop and interpolated.
 */
export function createConstantQ(arena: Arena) {
  const kernel = loadKernel('cqt', arena) as CqtKernel;
  const bands = Array.from({ length: BANDS }, (_, index) => createBand(arena, index));
  const halvings: Halving[] = bands
    .slice(1)
    .map((band, above) => createHalving(arena, kernel, bands[above]!.signal, band.signal));
  const tables = allocateTables(arena);
  let filters = filterTable(0);
  let frame = 0;

  function filterBand(band: Band): void {
    const { signal, hop, gain } = band;
    while (signal.end >= (band.next + LANES - 1) * hop + REACH) {
      const slot = (band.next / LANES + KEPT_QUADS) % KEPT_QUADS;
      const from = signal.pointerTo(band.next * hop - REACH);
      const { work, twiddles, rows, weights } = tables;
      const to = band.magnitudes.pointer + slot * QUAD_BYTES;
      const { firstBin, lastBin } = filters;
      // A call whose arguments are spread would be made by way of an array of boxed numbers.
      kernel.filter(
        from,
        hop,
        work.pointer,
        twiddles.pointer,
        firstBin,
        lastBin,
        rows.pointer,
        weights.pointer,
        gain,
        to,
      );
      band.next += LANES;
    }
  }

  /** Where the magnitudes of four frames of a band lie. */
  function magnitudesAt(band: Band, firstFrame: number): number {
    const { ratio, magnitudes } = band;
    if (ratio === 1) return magnitudes.pointer + ((firstFrame / LANES) % KEPT_QUADS) * QUAD_BYTES;
    const first = Math.floor(firstFrame / ratio);
    for (let tap = 0; tap < TAPS; tap++) {
      const rare = first - 1 + tap + KEPT_QUADS * LANES;
      const slot = Math.floor(rare / LANES) % KEPT_QUADS;
      tables.taps.values[tap] = magnitudes.pointer + slot * QUAD_BYTES + (rare % LANES) * 4;
    }
    const phase = (firstFrame % ratio) / LANES;
    const weights = band.weights.pointer + (ratio > LANES ? phase : 0) * TAPS * LANES * 4;
    kernel.interpolate(tables.taps.pointer, weights, band.between.pointer);
    return band.between.pointer;
  }

  function fold(frames: number, visit: QuadVisitor): void {
    for (const [index, band] of bands.entries()) tables.pointers.values[index] = magnitudesAt(band, frame);
    for (let lane = 0; lane < LANES; lane++) tables.mask.values[lane] = lane < frames ? 1 : 0;
    const { pointers, mask, thirds, chroma, sums, spectrum } = tables;
    kernel.fold(pointers.pointer, mask.pointer, thirds.pointer, chroma.pointer, sums.pointer, spectrum.pointer);
    visit({ firstFrame: frame, frames, chroma: chroma.values });
    frame += frames;
  }

  /** The first frame that not every band has yet. */
  const complete = () => Math.min(...bands.map(({ next, ratio }) => (ratio === 1 ? next : (next - TAPS + 1) * ratio)));

  function advance(visit: QuadVisitor, until: number): void {
    halvings.forEach((halving) => halving.advance());
    bands.forEach(filterBand);
    const end = Math.min(complete(), until);
    while (frame + LANES <= end || (frame < end && end === until)) fold(Math.min(LANES, end - frame), visit);
    for (const [index, { signal, next, hop }] of bands.entries())
      signal.forgetBefore(Math.min(next * hop - REACH, halvings[index]?.needsFrom ?? Infinity));
  }

  return {
    /** @param tuningThirds deviation from equal temperament in thirds of a semitone, -0.5 to 0.5 */
    start(tuningThirds: number): void {
      filters = filterTable(tuningThirds);
      tables.rows.values.set(filters.rows);
      tables.weights.values.set(filters.weights);
      tables.sums.values.fill(0);
      tables.spectrum.values.fill(0);
      frame = 0;
      for (const band of bands) {
        band.signal.reset();
        band.next = band.ratio === 1 ? 0 : -LANES;
      }
    },
    /** @param samples at 11.025 kHz */
    push(samples: Float32Array, visit: QuadVisitor): void {
      for (let at = 0; at < samples.length; at += PIECE) {
        bands[0]!.signal.append(samples.subarray(at, at + PIECE));
        advance(visit, Infinity);
      }
    },
    /** @param frames how many the whole signal has */
    finish(frames: number, visit: QuadVisitor): void {
      while (frame < frames) {
        bands[0]!.signal.appendSilence(PIECE);
        advance(visit, frames);
      }
    },
    /** Sums over frames of chroma and of chroma divided by its own sum, 12 pitch classes from C. */
    sums(): { chroma: number[]; unitChroma: number[] } {
      const of = (row: number) =>
        tables.sums.values.subarray(row * LANES, (row + 1) * LANES).reduce((a, b) => a + b, 0);
      return {
        chroma: Array.from({ length: PITCH_CLASSES }, (_, pitch) => of(pitch)),
        unitChroma: Array.from({ length: PITCH_CLASSES }, (_, pitch) => of(PITCH_CLASSES + pitch)),
      };
    },
    /** `[8][36][4]`: magnitudes since whoever reads it cleared it, by band from the highest, filter and lane. */
    spectrum: tables.spectrum.values,
  };
}

interface Band {
  signal: Stretch;
  /** At the band's rate. */
  hop: number;
  /** Frames of the result for one of the band. */
  ratio: number;
  gain: number;
  magnitudes: Buffered<Float32Array>;
  weights: Buffered<Float32Array>;
  between: Buffered<Float32Array>;
  /** The next frame to filter, at the band's own hop. */
  next: number;
}

function createBand(arena: Arena, index: number): Band {
  const hopOfAll = TOP_HOP / 2 ** index;
  const hop = Math.max(LEAST_HOP, hopOfAll);
  const ratio = hop / hopOfAll;
  const weights = arena.floats(Math.max(1, ratio / LANES) * TAPS * LANES);
  weights.values.set(interpolationWeights(ratio));
  return {
    signal: new Stretch(arena, STRETCH),
    hop,
    ratio,
    // Windows at the band's rate are shorter than at 22.05 kHz, whose length librosa multiplies by.
    gain: Math.sqrt(2 ** index),
    magnitudes: arena.floats(KEPT_QUADS * QUAD_FLOATS),
    weights,
    between: arena.floats(QUAD_FLOATS),
    next: 0,
  };
}

function allocateTables(arena: Arena) {
  const twiddles = twiddleTable();
  const tables = {
    twiddles: arena.floats(twiddles.length),
    rows: arena.integers(FILTERS * 2),
    weights: arena.floats(FILTERS * REACH),
    work: arena.floats(3 * FRAME_SAMPLES * LANES),
    taps: arena.integers(TAPS),
    pointers: arena.integers(BANDS),
    mask: arena.floats(LANES),
    thirds: arena.floats(QUAD_FLOATS),
    chroma: arena.floats(PITCH_CLASSES * LANES),
    sums: arena.floats(2 * PITCH_CLASSES * LANES),
    spectrum: arena.floats(BANDS * QUAD_FLOATS),
  };
  tables.twiddles.values.set(twiddles);
  return tables;
}
