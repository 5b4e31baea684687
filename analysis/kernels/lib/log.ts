/**
 * Natural logarithm of four positive numbers, relative error below 2e-7 (below 4e-8 absolute around 1). What is below the smallest
 * normal number (2^-126, so also 0) counts as that number. The reduction and the polynomial of degree 8 are those of `logf` in the
 * Cephes library (Moshier, 1992).
 */
@inline
export function log4(value: v128): v128 {
  const bits = f32x4.pmax(value, f32x4.splat(1.1754943508222875e-38));
  const mantissa = v128.or(v128.and(bits, i32x4.splat(0x007fffff)), f32x4.splat(0.5));
  // The mantissa is taken from sqrt(1/2) to sqrt(2), so that the polynomial is around 0.
  const small = f32x4.lt(mantissa, f32x4.splat(0.707106781186547524));
  const exponent = f32x4.convert_i32x4_s(
    i32x4.add(i32x4.sub(i32x4.shr_u(bits, 23), i32x4.splat(126)), small),
  );
  const x = f32x4.add(f32x4.sub(mantissa, f32x4.splat(1)), v128.and(mantissa, small));
  const square = f32x4.mul(x, x);
  let sum = f32x4.splat(7.0376836292e-2);
  sum = f32x4.add(f32x4.mul(sum, x), f32x4.splat(-1.151461031e-1));
  sum = f32x4.add(f32x4.mul(sum, x), f32x4.splat(1.167699874e-1));
  sum = f32x4.add(f32x4.mul(sum, x), f32x4.splat(-1.2420140846e-1));
  sum = f32x4.add(f32x4.mul(sum, x), f32x4.splat(1.4249322787e-1));
  sum = f32x4.add(f32x4.mul(sum, x), f32x4.splat(-1.6668057665e-1));
  sum = f32x4.add(f32x4.mul(sum, x), f32x4.splat(2.0000714765e-1));
  sum = f32x4.add(f32x4.mul(sum, x), f32x4.splat(-2.4999993993e-1));
  sum = f32x4.add(f32x4.mul(sum, x), f32x4.splat(3.3333331174e-1));
  sum = f32x4.mul(f32x4.mul(sum, x), square);
  // ln 2 in two parts, of which the first times any exponent is exact.
  sum = f32x4.add(sum, f32x4.mul(exponent, f32x4.splat(-2.12194440e-4)));
  sum = f32x4.sub(sum, f32x4.mul(square, f32x4.splat(0.5)));
  return f32x4.add(f32x4.add(x, sum), f32x4.mul(exponent, f32x4.splat(0.693359375)));
}
