import type { KdTree } from './kd-tree.ts';

/**
 * Gives what finds the squared distance of two positions, the same to the bit both ways round; where it is above `most`, any
 * number above that.
 */
export function squareFinder({ points, dims }: KdTree): (i: number, j: number, most: number) => number {
  return dims === 2 ? inPlane(points) : inSpace(points, dims);
}

function inPlane(points: Float64Array) {
  return (i: number, j: number): number => {
    const x = points[2 * i]! - points[2 * j]!;
    const y = points[2 * i + 1]! - points[2 * j + 1]!;
    return x * x + y * y;
  };
}

/** Four sums side by side, which a processor adds at once; it is looked at every eight dimensions whether they are too much. */
function inSpace(points: Float64Array, dims: number) {
  return (i: number, j: number, most: number): number => {
    let a = i * dims;
    let b = j * dims;
    const end = a + dims;
    let total = 0;
    for (; a + 8 <= end && total <= most; a += 8, b += 8) {
      const d0 = points[a]! - points[b]!;
      const d1 = points[a + 1]! - points[b + 1]!;
      const d2 = points[a + 2]! - points[b + 2]!;
      const d3 = points[a + 3]! - points[b + 3]!;
      const d4 = points[a + 4]! - points[b + 4]!;
      const d5 = points[a + 5]! - points[b + 5]!;
      const d6 = points[a + 6]! - points[b + 6]!;
      const d7 = points[a + 7]! - points[b + 7]!;
      total += d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3) + (d4 * d4 + d5 * d5 + (d6 * d6 + d7 * d7));
    }
    for (; a < end && total <= most; a++, b++) {
      const difference = points[a]! - points[b]!;
      total += difference * difference;
    }
    return total;
  };
}
