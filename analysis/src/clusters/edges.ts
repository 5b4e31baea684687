/** The edges of a tree over all points: the rows that each joins, its squared length and the squared distance of its ends. */
export interface Edges {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly squares: Float64Array;
  readonly apart: Float64Array;
}
