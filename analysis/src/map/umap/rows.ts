/** A matrix, row by row. */
export interface Rows {
  readonly values: Float32Array;
  readonly count: number;
  readonly dims: number;
}
