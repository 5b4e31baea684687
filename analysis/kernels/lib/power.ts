/**
 * Powers of four positive numbers, by polynomials for the binary logarithm and the binary exponential: relative error below 2e-4 for
 * exponents up to 1, which is what the forces of a map need. The coefficients stand in a table (`powerTable`,
 * analysis/src/map/umap/tables.ts): in a loop they are read from the cache for nothing, where constants are built anew each time.
 */

/** x to the power of `exponent`; what is below the smallest normal number counts as about that. */
@inline
export function power(x: v128, exponent: v128, table: usize): v128 {
  return exp2(f32x4.mul(exponent, log2(x, table)), table);
}

@inline
function log2(x: v128, table: usize): v128 {
  const exponent = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(x, 23), v128.load(table, 0)));
  const f = f32x4.sub(v128.or(v128.and(x, v128.load(table, 16)), v128.load(table, 32)), v128.load(table, 32));
  let sum = f32x4.add(v128.load(table, 96), f32x4.mul(f, v128.load(table, 112)));
  sum = f32x4.add(v128.load(table, 80), f32x4.mul(f, sum));
  sum = f32x4.add(v128.load(table, 64), f32x4.mul(f, sum));
  return f32x4.add(exponent, f32x4.mul(f, sum));
}

/** For arguments below 128; below -126 it gives about 2^-126. */
@inline
export function exp2(value: v128, table: usize): v128 {
  const bounded = f32x4.pmax(value, v128.load(table, 192));
  const whole = f32x4.floor(bounded);
  const f = f32x4.sub(bounded, whole);
  let sum = f32x4.add(v128.load(table, 160), f32x4.mul(f, v128.load(table, 176)));
  sum = f32x4.add(v128.load(table, 144), f32x4.mul(f, sum));
  sum = f32x4.add(v128.load(table, 128), f32x4.mul(f, sum));
  // 2^23 + 127 + whole has the biased exponent in its low bits.
  return f32x4.mul(sum, i32x4.shl(f32x4.add(whole, v128.load(table, 208)), 23));
}
