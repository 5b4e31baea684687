import { ELEMENT, fftButLast, fftMiddle } from './lib/fft';
import { packReal, samplesOut } from './lib/synthesis';
import { spectra } from './lib/unpack';
import { windowedFirstPass } from './lib/windowed';

/**
 * Spectrum and circular autocorrelation of 2 · `size` samples, which are the same in all four lanes.
 * @param scale 2 · `size` times one half
 * @param gains `size` floats, each 1
 * @param spectrum f32 `[size + 1][re, im][4]`
 * @param power as `spectrum`: room for |spectrum|²; the highest bin does not count for the autocorrelation
 * @param output room for 8 · `size` floats, of which the first 2 · `size` are by lag, unnormalised
 */
export function autocorrelate(
  samples: usize,
  scale: usize,
  data: usize,
  size: usize,
  twiddles: usize,
  unpack: usize,
  spectrum: usize,
  gains: usize,
  turns: usize,
  order: usize,
  power: usize,
  output: usize,
): void {
  windowedFirstPass(samples, 0, scale, data, size, twiddles);
  fftMiddle(data, size, twiddles);
  spectra(data, size, unpack, spectrum);
  const end = (size + 1) * ELEMENT;
  for (let at: usize = 0; at < end; at += ELEMENT) {
    const re = v128.load(spectrum + at);
    const im = v128.load(spectrum + at, 16);
    v128.store(power + at, f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im)));
    v128.store(power + at, f32x4.splat(0), 16);
  }
  packReal(power, gains, data, size, turns);
  fftButLast(data, size, twiddles);
  samplesOut(data, size, order, output, 0, size << 1);
}
