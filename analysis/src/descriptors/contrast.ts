import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import type { SpectrumBlock } from '../stream/spectrum-block.ts';
import { BLOCK_FRAMES } from '../stream/spectrum-block.ts';
import { createFlooredMeans } from './floored-means.ts';
import type { SpectrumOptions } from './spectrum-options.ts';

const LOWEST_EDGE_HZ = 200;
const BANDS = 7;
const QUANTILE = 0.02;
const MOST_EXTREMES = 9;
const FLOOR = 1e-10;

export interface ContrastMeter {
  add(block: SpectrumBlock): void;
  /** Seven values in dB, lowest band first: means over frames. */
  result(): number[];
  reset(): void;
}

interface Functions {
  extremeMeans(spectrum: number, from: number, to: number, count: number, highest: number, lowest: number): void;
  decibels(values: number, count: number, lowest: number): void;
}

/**
 * Spectral contrast (Jiang et al., 2002) as `librosa.feature.spectral_contrast` computes it: in 7 octave bands the level of the
 * strongest 2 % of bins over that of the weakest 2 %. Constant memory.
 * @throws RangeError for an FFT so long that 2 % of a band are more than 9 bins
 */
export function createContrastMeter(arena: Arena, { sampleRateHz, fftSize }: SpectrumOptions): ContrastMeter {
  const kernel = loadKernel('contrast', arena) as Functions;
  const bands = octaveBands(sampleRateHz / fftSize, fftSize / 2 + 1);
  if (bands.some(({ count }) => count > MOST_EXTREMES))
    throw new RangeError(`Spectral contrast takes spectra of up to 2048 samples, not ${fftSize}.`);
  const { pointer, values } = arena.floats(2 * BANDS * BLOCK_FRAMES);
  const peaks = createFlooredMeans(BANDS);
  const valleys = createFlooredMeans(BANDS);
  let frames = 0;
  return {
    add(block) {
      bands.forEach(({ from, to, count }, band) => {
        const peak = pointer + band * BLOCK_FRAMES * 4;
        kernel.extremeMeans(block.pointer, from, to, count, peak, peak + BANDS * BLOCK_FRAMES * 4);
      });
      kernel.decibels(pointer, values.length, FLOOR);
      for (let band = 0; band < BANDS; band++) {
        for (let frame = 0; frame < block.frames; frame++) {
          peaks.add(band, values[band * BLOCK_FRAMES + frame]!);
          valleys.add(band, values[(BANDS + band) * BLOCK_FRAMES + frame]!);
        }
      }
      frames += block.frames;
    },
    result() {
      const low = valleys.sums();
      return peaks.sums().map((high, band) => (high - low[band]!) / Math.max(1, frames));
    },
    reset() {
      peaks.reset();
      valleys.reset();
      frames = 0;
    },
  };
}

interface Band {
  from: number;
  to: number;
  count: number;
}

/** librosa's bands: each but the first starts one bin early, each but the last drops its last bin. */
function octaveBands(binHz: number, bins: number): Band[] {
  const edges = [0, ...Array.from({ length: BANDS }, (_, octave) => LOWEST_EDGE_HZ * 2 ** octave)];
  return Array.from({ length: BANDS }, (_, band) => {
    const isLast = band === BANDS - 1;
    const from = Math.ceil(edges[band]! / binHz) - (band > 0 ? 1 : 0);
    const through = isLast ? bins - 1 : Math.floor(edges[band + 1]! / binHz);
    return { from, to: isLast ? bins : through, count: Math.max(1, roundHalfEven(QUANTILE * (through - from + 1))) };
  });
}

function roundHalfEven(value: number): number {
  const down = Math.floor(value);
  return value - down === 0.5 ? down + (down % 2) : Math.round(value);
}
