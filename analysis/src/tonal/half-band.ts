/** About 70 dB. */
const KAISER_BETA = 6.8;

/** Coefficients beside the middle one (0.5) of a half-band low-pass: a sinc under a Kaiser window, `pairs` of them, summing to 1 in all. */
export function halfBandCoefficients(pairs: number): number[] {
  const reach = 2 * pairs;
  const raw = Array.from({ length: pairs }, (_, i) => {
    const offset = 2 * i + 1;
    const window = besselI0(KAISER_BETA * Math.sqrt(1 - (offset / reach) ** 2)) / besselI0(KAISER_BETA);
    return ((i % 2 === 0 ? 1 : -1) / (Math.PI * offset)) * window;
  });
  const sum = 2 * raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => (value * 0.5) / sum);
}

/** Modified Bessel function of order 0. */
function besselI0(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
