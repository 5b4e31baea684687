/** The places of the `most` greatest amounts, greatest first; equal ones by `before`, or else as they stand. */
export function topOf(
  amounts: ArrayLike<number>,
  most: number,
  before: (a: number, b: number) => boolean = (a, b) => a < b,
): number[] {
  const top: number[] = [];
  const precedes = (a: number, b: number) => amounts[a]! > amounts[b]! || (amounts[a] === amounts[b] && before(a, b));
  for (let i = 0; i < amounts.length; i++) {
    if (top.length === most && !precedes(i, top[most - 1]!)) continue;
    let at = top.length;
    while (at > 0 && precedes(i, top[at - 1]!)) at--;
    top.splice(at, 0, i);
    if (top.length > most) top.pop();
  }
  return top;
}
