import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import type { SpectrumBlock } from '../stream/spectrum-block.ts';
import { BLOCK_FRAMES } from '../stream/spectrum-block.ts';
import type { SpectrumOptions } from './spectrum-options.ts';

const ROLLOFF_SHARE = 0.85;
const POWER_FLOOR = 1e-10;
const GROUP_BINS = 32;

export interface SpectralShape {
  spectralCentroidHz: number;
  spectralBandwidthHz: number;
  spectralRolloffHz: number;
  /** 0 (tone) to 1 (white noise, and silence). */
  spectralFlatness: number;
}

export interface SpectralShapeMeter {
  add(block: SpectrumBlock): void;
  /** Means over the frames of the block added last. */
  readonly latest: SpectralShape;
  /** Means over all frames. */
  result(): SpectralShape;
  reset(): void;
}

interface Functions {
  shape(spectrum: number, bins: number, rolloffShare: number, powerFloor: number, groups: number, out: number): void;
}

/**
 * `librosa.feature.spectral_centroid`, `spectral_bandwidth` (p = 2) and `spectral_rolloff` (85 %) of the magnitudes and
 * `spectral_flatness` of the power, in constant memory. A silent frame counts with 0 Hz, as in librosa.
 */
export function createSpectralShapeMeter(arena: Arena, { sampleRateHz, fftSize }: SpectrumOptions): SpectralShapeMeter {
  const kernel = loadKernel('spectral-shape', arena) as Functions;
  const bins = fftSize / 2 + 1;
  const binHz = sampleRateHz / fftSize;
  const groups = arena.floats(3 * BLOCK_FRAMES * Math.ceil(bins / GROUP_BINS));
  const { pointer, values } = arena.floats(6 * BLOCK_FRAMES);
  let sums = noShape();
  let latest = noShape();
  let frames = 0;

  function sumOf(count: number): SpectralShape {
    const sum = noShape();
    for (let frame = 0; frame < count; frame++) {
      const [centroid, bandwidth, rolloff] = [values[frame]!, values[8 + frame]!, values[16 + frame]!];
      const [power, exponents, product] = [values[24 + frame]!, values[32 + frame]!, values[40 + frame]!];
      sum.spectralCentroidHz += centroid * binHz;
      sum.spectralBandwidthHz += bandwidth * binHz;
      sum.spectralRolloffHz += rolloff * binHz;
      sum.spectralFlatness += Math.exp((exponents * Math.LN2 + Math.log(product)) / bins) / (power / bins);
    }
    return sum;
  }

  return {
    add(block) {
      kernel.shape(block.pointer, bins, ROLLOFF_SHARE, POWER_FLOOR, groups.pointer, pointer);
      const sum = sumOf(block.frames);
      latest = scaled(sum, block.frames);
      sums = added(sums, sum);
      frames += block.frames;
    },
    get latest() {
      return latest;
    },
    result: () => scaled(sums, Math.max(1, frames)),
    reset() {
      sums = noShape();
      latest = noShape();
      frames = 0;
    },
  };
}

function noShape(): SpectralShape {
  return { spectralCentroidHz: 0, spectralBandwidthHz: 0, spectralRolloffHz: 0, spectralFlatness: 0 };
}

function added(a: SpectralShape, b: SpectralShape): SpectralShape {
  return {
    spectralCentroidHz: a.spectralCentroidHz + b.spectralCentroidHz,
    spectralBandwidthHz: a.spectralBandwidthHz + b.spectralBandwidthHz,
    spectralRolloffHz: a.spectralRolloffHz + b.spectralRolloffHz,
    spectralFlatness: a.spectralFlatness + b.spectralFlatness,
  };
}

function scaled(sum: SpectralShape, divisor: number): SpectralShape {
  return {
    spectralCentroidHz: sum.spectralCentroidHz / divisor,
    spectralBandwidthHz: sum.spectralBandwidthHz / divisor,
    spectralRolloffHz: sum.spectralRolloffHz / divisor,
    spectralFlatness: sum.spectralFlatness / divisor,
  };
}
