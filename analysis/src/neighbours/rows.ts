/** What the rows have in common. */
export interface RowMeasures {
  readonly mean: Float64Array;
  /** The greatest distance of a row from the mean. */
  readonly reach: number;
}

/**
 * The mean of the rows, and how far they reach from it.
 *
 * @throws RangeError where a row has a number that is not finite, or the sizes do not fit
 */
export function measureRows(rows: Float32Array, { count, dims }: { count: number; dims: number }): RowMeasures {
  if (rows.length !== count * dims) throw new RangeError(`${count} rows of ${dims} are not ${rows.length} numbers.`);
  const mean = new Float64Array(dims);
  for (let row = 0, at = 0; row < count; row++) for (let d = 0; d < dims; d++) mean[d]! += rows[at++]!;
  if (!mean.every(Number.isFinite))
    throw new RangeError(`Row ${firstBad(rows, dims)} has a number that is not finite.`);
  for (let d = 0; d < dims; d++) mean[d]! /= count;
  let farthest = 0;
  for (let row = 0, at = 0; row < count; row++) {
    let square = 0;
    for (let d = 0; d < dims; d++) {
      const apart = rows[at++]! - mean[d]!;
      square += apart * apart;
    }
    if (square > farthest) farthest = square;
  }
  return { mean, reach: Math.sqrt(farthest) };
}

const firstBad = (rows: Float32Array, dims: number) =>
  Math.floor(rows.findIndex((value) => !Number.isFinite(value)) / dims);
