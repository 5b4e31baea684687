/**
 * The indices of non-negative values in rising order of value, equal ones by a second value, then by index. A radix sort of the values as 32-bit floats, whose bits
 * rise as they do; where several fall together there, they are compared as they are.
 */
export function orderByValue(values: Float64Array, second: Float64Array): Int32Array {
  const rounded = Float32Array.from(values);
  const bits = new Uint32Array(rounded.buffer);
  let order = Int32Array.from(values, (_, i) => i);
  let next = new Int32Array(values.length);
  for (let shift = 0; shift < 32; shift += DIGIT) {
    const starts = new Int32Array(BUCKETS + 1);
    for (const key of bits) starts[((key >>> shift) & (BUCKETS - 1)) + 1]!++;
    for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1]! += starts[bucket]!;
    for (const i of order) next[starts[(bits[i]! >>> shift) & (BUCKETS - 1)]!++] = i;
    [order, next] = [next, order];
  }
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && bits[order[to]!] === bits[order[from]!]) to++;
    if (to - from > 1)
      order.subarray(from, to).sort((a, b) => values[a]! - values[b]! || second[a]! - second[b]! || a - b);
    from = to;
  }
  return order;
}

const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
