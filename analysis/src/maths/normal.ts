/**
 * The standard normal distribution function, to 1.2e-7 of each tail: the Chebyshev fit of erfc in Press et al., Numerical Recipes
 * (1992), section 6.2. Infinite arguments give 0 and 1.
 */
export function normalCdf(z: number): number {
  const tail = 0.5 * erfcOfPositive(Math.abs(z) / Math.SQRT2);
  return z > 0 ? 1 - tail : tail;
}

// prettier-ignore
const COEFFICIENTS = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
];

function erfcOfPositive(x: number): number {
  if (x === Infinity) return 0;
  const t = 1 / (1 + 0.5 * x);
  let sum = 0;
  for (let i = COEFFICIENTS.length - 1; i >= 0; i--) sum = sum * t + COEFFICIENTS[i]!;
  return t * Math.exp(sum - x * x);
}
