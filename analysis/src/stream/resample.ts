import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import { createBandFilter } from './band-filter.ts';
import { createInterpolator } from './interpolator.ts';
import type { ResampleKernel } from './resample-kernel.ts';
import { planResampling } from './resample-plan.ts';
import type { Stage } from './spectrum-block.ts';

export interface Rates {
  fromHz: number;
  toHz: number;
}

/**
 * Band-limited resampling of a signal that comes in pieces, in constant memory and without delay: output sample n is at time n / toHz,
 * ceil(samples · toHz / fromHz) of them, zeros beyond both ends. Flat to 91.3 % of the lower Nyquist frequency, more than 100 dB down from
 * that frequency on: the filter of soxr's high quality. The same however the signal is cut; pieces are views that are reused at the next one. Equal rates hand the pieces on.
 * @throws RangeError for rates that are too far apart: it is made for 8 to 192 kHz, to 16 to 48 kHz
 */
export function createResampler(arena: Arena, { fromHz, toHz }: Rates): Stage<Float32Array> {
  if (fromHz === toHz) return handOn();
  const plan = planResampling(fromHz, toHz);
  const kernel = loadKernel('resample', arena) as ResampleKernel;
  const filter = createBandFilter(arena, kernel, plan);
  const interpolator = plan.up === plan.down ? undefined : createInterpolator(arena, kernel, plan, filter.pieceSamples);
  const silence = new Float32Array(filter.pieceSamples);
  let seen = 0;
  let made = 0;

  function filterOn(samples: Float32Array, total: number, visit: (output: Float32Array) => void): void {
    filter.push(samples, (piece) => {
      const all = interpolator ? interpolator.take(piece) : piece;
      const output = all.subarray(0, Math.min(all.length, total - made));
      made += output.length;
      if (output.length > 0) visit(output);
    });
  }

  return {
    push(samples, visit) {
      seen += samples.length;
      filterOn(samples, Infinity, visit);
    },
    finish(visit) {
      const total = Math.ceil((seen * toHz) / fromHz);
      while (made < total) filterOn(silence, total, visit);
    },
    reset() {
      filter.reset();
      interpolator?.reset();
      seen = 0;
      made = 0;
    },
  };
}

function handOn(): Stage<Float32Array> {
  return {
    push(samples, visit) {
      if (samples.length > 0) visit(samples);
    },
    finish() {
      // Everything has been handed on.
    },
    reset() {
      // Nothing is kept.
    },
  };
}
