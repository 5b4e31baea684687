import { Arena } from '../kernels/index.ts';
import { noise } from '../stream/reference.test-tools.ts';
import { createAutocorrelation } from './autocorrelation.ts';

const samples = noise(200, 3);

/** Without the highest bin, which alternates from lag to lag. */
function directly(lag: number): number {
  let sum = 0;
  let highest = 0;
  for (let i = 0; i < samples.length; i++) {
    sum += samples[i]! * (samples[i + lag] ?? 0);
    highest += samples[i]! * (-1) ** i;
  }
  return sum - ((-1) ** lag * highest ** 2) / 512;
}

test('the autocorrelation is the sum of products a lag apart', () => {
  const { byLag } = createAutocorrelation(new Arena(1 << 20), 512)(samples);
  for (let lag = 0; lag < 300; lag++) expect(byLag[lag]! / byLag[0]!).toBeCloseTo(directly(lag) / directly(0), 5);
});

test('the spectrum is the Fourier transform', () => {
  const { spectrum } = createAutocorrelation(new Arena(1 << 20), 512)(samples);
  for (const bin of [0, 1, 37, 255]) {
    const angle = (n: number) => (2 * Math.PI * bin * n) / 512;
    expect(spectrum[2 * bin]).toBeCloseTo(
      samples.reduce((sum, value, n) => sum + value * Math.cos(angle(n)), 0),
      5,
    );
    expect(spectrum[2 * bin + 1]).toBeCloseTo(
      samples.reduce((sum, value, n) => sum - value * Math.sin(angle(n)), 0),
      5,
    );
  }
});
