/**
 * Fills the end of an array of `[item][width]` behind its first `present` values: with whole repetitions of them as far as these fit
 * and silence behind, or with silence only.
 */
export function fillUp(
  values: Float32Array,
  present: number,
  { how, silence }: { how: 'silence' | 'repeat'; silence: number },
): void {
  let end = present;
  if (how === 'repeat' && present > 0) {
    for (; end + present <= values.length; end += present) values.copyWithin(end, 0, present);
  }
  values.fill(silence, end);
}
