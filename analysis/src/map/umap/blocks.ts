/** Rows `from` to `to` (not among them). */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/** All rows in blocks of about one size, at most `most`: pieces of work that do not depend on how many threads there are. */
export function blocksOf(rows: number, most: number): Block[] {
  const count = Math.max(1, Math.ceil(rows / most));
  return Array.from({ length: count }, (_, i) => ({
    from: Math.floor((rows * i) / count),
    to: Math.floor((rows * (i + 1)) / count),
  }));
}
