/**
 * Fills the end of a window behind its first `present` samples: with whole repetitions of them as far as these fit and silence behind,
 * or with silence only.
 */
export function fillUp(samples: Float32Array, present: number, how: 'silence' | 'repeat'): void {
  let end = present;
  if (how === 'repeat' && present > 0) {
    for (; end + present <= samples.length; end += present) samples.copyWithin(end, 0, present);
  }
  samples.fill(0, end);
}
