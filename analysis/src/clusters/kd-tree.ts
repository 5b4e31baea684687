/**
 * A balanced kd-tree. Its points lie in the order of its leaves, so that what is searched together is together in memory; a
 * position is a place in that order.
 */
export interface KdTree {
  readonly count: number;
  /** At least 2; the dimensions come in falling order of their range, so that a sum that grows too large does so early. */
  readonly dims: number;
  /** A row a position. */
  readonly points: Float64Array;
  /** Which row of the input each position holds. */
  readonly rows: Int32Array;
  /** How many nodes there are: node 0 is the root, the children of node n are 2n + 1 and 2n + 2. */
  readonly nodes: number;
  /** Nodes from here on are leaves. */
  readonly firstLeaf: number;
  /** The positions of each node: from `from` up to, without, `to`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Of each node, lowest and highest value of each dimension, one after the other. */
  readonly bounds: Float64Array;
}

/**
 * Builds the tree over `count` rows of `dims` finite values: splits at the median of the widest dimension (Bentley 1975), as often as
 * scikit-learn's does for the leaves that hdbscan asks for, since what hdbscan passes over follows the nodes of its tree.
 */
export function kdTree(values: ArrayLike<number>, count: number, dims: number): KdTree {
  const axes = axesByRange(values, count, dims);
  const width = Math.max(2, dims);
  const source = new Float64Array(count * width);
  for (let row = 0; row < count; row++)
    for (let d = 0; d < dims; d++) source[row * width + d] = values[row * dims + axes[d]!]!;
  const levels = Math.floor(Math.log2(Math.max(1, (count - 1) / LEAF))) + 1;
  const nodes = 2 ** levels - 1;
  const tree: Growing = {
    source,
    dims: width,
    rows: Int32Array.from({ length: count }, (_, row) => row),
    firstLeaf: (nodes - 1) / 2,
    from: new Int32Array(nodes),
    to: new Int32Array(nodes),
    bounds: new Float64Array(nodes * width * 2),
  };
  split(tree, 0, 0, count);
  const { rows, firstLeaf, from, to, bounds } = tree;
  return { count, dims: width, points: inOrder(source, rows, width), rows, nodes, firstLeaf, from, to, bounds };
}

/** A leaf holds at least so many points, where there are as many, and fewer than twice as many and one. */
const LEAF = 13;

interface Growing {
  readonly source: Float64Array;
  readonly dims: number;
  readonly rows: Int32Array;
  readonly firstLeaf: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly bounds: Float64Array;
}

function split(tree: Growing, node: number, from: number, to: number): void {
  tree.from[node] = from;
  tree.to[node] = to;
  const widest = measure(tree, node, from, to);
  if (node >= tree.firstLeaf) return;
  const middle = (from + to) >> 1;
  partition(tree, widest, { from, to, middle });
  split(tree, 2 * node + 1, from, middle);
  split(tree, 2 * node + 2, middle, to);
}

/** Writes the bounds of a node and gives its widest dimension. */
function measure({ source, dims, rows, bounds }: Growing, node: number, from: number, to: number): number {
  let widest = 0;
  let width = -1;
  for (let d = 0; d < dims; d++) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = from; i < to; i++) {
      const value = source[rows[i]! * dims + d]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    bounds[(node * dims + d) * 2] = low;
    bounds[(node * dims + d) * 2 + 1] = high;
    if (high - low > width) {
      width = high - low;
      widest = d;
    }
  }
  return widest;
}

/** Hoare's selection: afterwards no row before `middle` lies above one from it on, in dimension d. */
function partition(
  { source, dims, rows }: Growing,
  d: number,
  { from, to, middle }: { from: number; to: number; middle: number },
): void {
  let low = from;
  let high = to - 1;
  while (low < high) {
    const pivot = source[rows[(low + high) >> 1]! * dims + d]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (source[rows[i]! * dims + d]! < pivot) i++;
      while (source[rows[j]! * dims + d]! > pivot) j--;
      if (i <= j) {
        const row = rows[i]!;
        rows[i++] = rows[j]!;
        rows[j--] = row;
      }
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else break;
  }
}

function axesByRange(values: ArrayLike<number>, count: number, dims: number): number[] {
  const low = new Float64Array(dims).fill(Infinity);
  const high = new Float64Array(dims).fill(-Infinity);
  for (let i = 0, d = 0; i < count * dims; i++, d = d + 1 === dims ? 0 : d + 1) {
    const value = values[i]!;
    if (value < low[d]!) low[d] = value;
    if (value > high[d]!) high[d] = value;
  }
  return Array.from(low, (_, d) => d).sort((a, b) => high[b]! - low[b]! - (high[a]! - low[a]!) || a - b);
}

function inOrder(source: Float64Array, rows: Int32Array, dims: number): Float64Array {
  const points = new Float64Array(source.length);
  for (let i = 0; i < rows.length; i++)
    for (let d = 0; d < dims; d++) points[i * dims + d] = source[rows[i]! * dims + d]!;
  return points;
}
