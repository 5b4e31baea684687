/** Levels of signals and of bands of a spectrum, and changes of sign. */

/** Root energy between two bins (`to` included) of 8 frames: `[bin][8]` in, `[8]` out. */
export function bandLevel(spectrum: usize, from: i32, to: i32, out: usize): void {
  let low = f32x4.splat(0);
  let high = f32x4.splat(0);
  const end = spectrum + (<usize>(to + 1) << 5);
  for (let at = spectrum + ((<usize>from) << 5); at < end; at += 32) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    low = f32x4.add(low, f32x4.mul(a, a));
    high = f32x4.add(high, f32x4.mul(b, b));
  }
  v128.store(out, f32x4.sqrt(low));
  v128.store(out, f32x4.sqrt(high), 16);
}

/**
 * Energy and changes of sign of consecutive hops. Values down to `-deadZone` count as positive.
 * @param samples one sample before the first hop, then `hops` hops; 12 bytes after a multiple of 16
 * @param hopSamples a multiple of 8
 * @param out `[hop][3]`: energy, changes at all samples of the hop, changes at its first sample
 */
export function hopLevels(samples: usize, hops: i32, hopSamples: i32, deadZone: f32, out: usize): void {
  const below = f32x4.splat(-deadZone);
  let at = samples + 4;
  let before = v128.load(at - 16);
  for (let hop = 0; hop < hops; hop++, out += 12) {
    const end = at + ((<usize>hopSamples) << 2);
    const atFirst = (load<f32>(at - 4) < -deadZone) != (load<f32>(at) < -deadZone);
    let even = f32x4.splat(0);
    let odd = f32x4.splat(0);
    let changes = i32x4.splat(0);
    let previous = f32x4.lt(before, below);
    for (; at < end; at += 32) {
      const a = v128.load(at);
      const b = v128.load(at, 16);
      even = f32x4.add(even, f32x4.mul(a, a));
      odd = f32x4.add(odd, f32x4.mul(b, b));
      const negativeA = f32x4.lt(a, below);
      const negativeB = f32x4.lt(b, below);
      changes = i32x4.sub(changes, v128.xor(negativeA, v128.shuffle<i32>(previous, negativeA, 3, 4, 5, 6)));
      changes = i32x4.sub(changes, v128.xor(negativeB, v128.shuffle<i32>(negativeA, negativeB, 3, 4, 5, 6)));
      previous = negativeB;
    }
    before = v128.load(at - 16);
    store<f32>(out, lanes(f32x4.add(even, odd)));
    store<f32>(out, <f32>(i32x4.extract_lane(changes, 0) + i32x4.extract_lane(changes, 1) + i32x4.extract_lane(changes, 2) + i32x4.extract_lane(changes, 3)), 4);
    store<f32>(out, atFirst ? 1 : 0, 8);
  }
}

@inline
function lanes(sums: v128): f32 {
  return f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1) + (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
}
