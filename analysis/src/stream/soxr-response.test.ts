import { Arena } from '../kernels/index.ts';
import { createResampler } from './resample.ts';

const SHARES = [0.9, 0.94, 0.96, 0.98, 0.99] as const;

// What soxr 1.1.0 (Python) leaves of tones at these shares of the lower Nyquist frequency, in dB, at its quality HQ.
test.each([
  [44100, 22050, [0, -0.673, -8.033, -33.246, -59.407]],
  [88200, 22050, [0, -0.625, -8.091, -34.342, -61.748]],
  [48000, 22050, [0, -0.638, -8.105, -34.342, -61.722]],
  [96000, 22050, [0, -0.601, -8.152, -35.241, -63.573]],
  [16000, 22050, [0, -0.638, -8.107, -34.363, -61.772]],
])('from %d to %d Hz the transition is that of soxr', (fromHz, toHz, expected) => {
  const nyquistHz = Math.min(fromHz, toHz) / 2;
  const resampler = createResampler(new Arena(1 << 23), { fromHz, toHz });
  SHARES.forEach((share, i) => {
    const hz = share * nyquistHz;
    const tone = Float32Array.from({ length: fromHz / 2 }, (_, n) => Math.sin((2 * Math.PI * hz * n) / fromHz));
    const output: number[] = [];
    resampler.reset();
    resampler.push(tone, (piece) => output.push(...piece));
    resampler.finish((piece) => output.push(...piece));
    const decibels = 20 * Math.log10(amplitude(output, hz / toHz));
    expect(Math.abs(decibels - expected[i]!)).toBeLessThan(share > 0.97 ? 0.2 : 0.02);
  });
});

/** Of a tone of so many periods a sample, seen through a Hann window. */
function amplitude(samples: number[], periods: number): number {
  let [real, imaginary, weights] = [0, 0, 0];
  samples.forEach((value, n) => {
    const weight = 1 - Math.cos((2 * Math.PI * n) / samples.length);
    real += weight * value * Math.cos(2 * Math.PI * periods * n);
    imaginary += weight * value * Math.sin(2 * Math.PI * periods * n);
    weights += weight;
  });
  return (2 * Math.hypot(real, imaginary)) / weights;
}
