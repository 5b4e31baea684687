/** So many more are kept by their integers than are asked for, so that the nearest by their true distance are among them. */
export const SPARE = 6;

/** How much of a pool's memory `nearestNeighbours` or `nearestAmong` takes. */
export function neighbourBytes({
  count,
  dims,
  neighbours,
  threads,
}: {
  count: number;
  dims: number;
  neighbours: number;
  threads: number;
}): number {
  // Cells are filled up to whole panels.
  const places = count + 8 * Math.ceil(count / 100) + 16;
  const asFloats = 4 * (dims + 8);
  // In their order and cell by cell, and a sample for the cells.
  const asIntegers = 2.5 * 2 * (dims + 8);
  const heaps = threads * (8 * (neighbours + SPARE) + 4);
  return places * (asFloats + asIntegers + heaps + 8 * neighbours + 32) + 16 * 1024 * 1024;
}
