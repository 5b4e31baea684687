import { fftMiddle } from './lib/fft';
import { magnitudes } from './lib/unpack';
import { windowedFirstPass } from './lib/windowed';

/**
 * |STFT| of eight frames of 2 · `size` samples, the first at `source`, each `hopBytes` after the one before it.
 * @param window 2 · `size` floats, halved
 * @param data room for `size` complex elements of four lanes
 * @param output f32 `[size + 1][8]`
 */
export function stftBlock(
  source: usize,
  hopBytes: usize,
  window: usize,
  data: usize,
  size: usize,
  twiddles: usize,
  unpack: usize,
  output: usize,
): void {
  for (let half: usize = 0; half < 2; half++) {
    windowedFirstPass(source + half * 4 * hopBytes, hopBytes, window, data, size, twiddles);
    fftMiddle(data, size, twiddles);
    magnitudes(data, size, unpack, output + half * 16, 32);
  }
}
