/** Shape of a Kaiser window whose filter stops with so many decibels (Kaiser, 1974). */
export function kaiserBeta(stopDecibels: number): number {
  return 0.1102 * (stopDecibels - 8.7);
}

/** Taps that a Kaiser-windowed filter needs for a transition band of this width (as a share of the sample rate). */
export function kaiserLength(stopDecibels: number, transition: number): number {
  return Math.ceil((stopDecibels - 8) / (2.285 * 2 * Math.PI * transition)) + 1;
}

/** Kaiser window at x from -1 to 1; 0 outside. */
export function kaiser(x: number, beta: number): number {
  return Math.abs(x) >= 1 ? 0 : besselI0(beta * Math.sqrt(1 - x * x)) / besselI0(beta);
}

/** sin(πx) / (πx) */
export function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * 1e-12; n++) {
    term *= (x / (2 * n)) ** 2;
    sum += term;
  }
  return sum;
}
