import { fftButLast, fftMiddle } from './lib/fft';
import { packReal, samplesOut } from './lib/synthesis';
import { spectra } from './lib/unpack';
import { windowedFirstPass } from './lib/windowed';

export { interpolateBetween, interpolateExact } from './lib/interpolate';

/**
 * Complex spectra of four stretches of 2 · `size` samples, the first at `source`, each `hopBytes` after the one before it.
 * @param output f32 `[size + 1][re, im][4]`, doubled
 */
export function analyse(
  source: usize,
  hopBytes: usize,
  window: usize,
  data: usize,
  size: usize,
  twiddles: usize,
  unpack: usize,
  output: usize,
): void {
  windowedFirstPass(source, hopBytes, window, data, size, twiddles);
  fftMiddle(data, size, twiddles);
  spectra(data, size, unpack, output);
}

/** Filters such spectra, and of the 2 · `size` samples that they become keeps those from `from` to `to`, stretch after stretch. */
export function synthesise(
  spectrum: usize,
  response: usize,
  turns: usize,
  data: usize,
  size: usize,
  twiddles: usize,
  order: usize,
  output: usize,
  from: usize,
  to: usize,
): void {
  packReal(spectrum, response, data, size, turns);
  fftButLast(data, size, twiddles);
  samplesOut(data, size, order, output, from, to);
}
