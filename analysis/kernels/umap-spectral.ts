// Shared memory
/** Products with the normalised adjacency matrix D^(-1/2) W D^(-1/2) of a graph, of four vectors at once. */

/**
 * For rows `from` to `to`: out = scale * A x + shift * x + last * out, which is a step of Chebyshev's recurrence.
 * @param starts, tails, weights the graph by rows; the weights are those of A
 * @param x, out `[row][4]` floats
 */
export function apply(
  from: u32,
  to: u32,
  starts: usize,
  tails: usize,
  weights: usize,
  x: usize,
  out: usize,
  scale: f32,
  shift: f32,
  last: f32,
): void {
  let edge = load<u32>(starts + (from << 2));
  for (let row = from; row < to; row++) {
    let sum = f32x4.splat(0);
    let other = f32x4.splat(0);
    const end = load<u32>(starts + (row << 2), 4);
    for (; edge + 1 < end; edge += 2) {
      sum = f32x4.add(
        sum,
        f32x4.mul(v128.load32_splat(weights + (edge << 2)), v128.load(x + ((<usize>load<u32>(tails + (edge << 2))) << 4))),
      );
      other = f32x4.add(
        other,
        f32x4.mul(
          v128.load32_splat(weights + (edge << 2), 4),
          v128.load(x + ((<usize>load<u32>(tails + (edge << 2), 4)) << 4)),
        ),
      );
    }
    if (edge < end) {
      sum = f32x4.add(
        sum,
        f32x4.mul(v128.load32_splat(weights + (edge << 2)), v128.load(x + ((<usize>load<u32>(tails + (edge << 2))) << 4))),
      );
      edge++;
    }
    const place = (<usize>row) << 4;
    const own = f32x4.mul(f32x4.splat(shift), v128.load(x + place));
    const before = f32x4.mul(f32x4.splat(last), v128.load(out + place));
    v128.store(out + place, f32x4.add(f32x4.add(f32x4.mul(f32x4.splat(scale), f32x4.add(sum, other)), own), before));
  }
}
