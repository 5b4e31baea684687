/**
 * Slips of the fingers between two texts: letters left out, added, struck wrongly or swapped with their neighbour
 * (optimal string alignment, Damerau 1964), counted up to `most`; one more than `most` where there are more.
 */
export function slipsBetween(left: string, right: string, most: number): number {
  if (left === right) return 0;
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const here = [row];
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      let least = Math.min(last[column]! + 1, here[column - 1]! + 1, last[column - 1]! + (isSame ? 0 : 1));
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1])
        least = Math.min(least, before[column - 2]! + 1);
      here.push(least);
    }
    if (Math.min(...here) > most) return most + 1;
    [before, last] = [last, here];
  }
  return Math.min(last[right.length]!, most + 1);
}
