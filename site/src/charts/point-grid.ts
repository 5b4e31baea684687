import type { Point } from './map-view.ts';
import type { PointSet } from './point-set.ts';

/** Finds the point nearest to a place without going through all of them. */
export interface PointGrid {
  /** The index of the nearest point within reach (in map units), or null. Of equally near ones the first. */
  nearest: (place: Point, reach: number) => number | null;
}

/** A grid of about one cell for two points. */
export function makePointGrid(points: PointSet): PointGrid {
  const grid = sortIntoCells(points);
  const { side, left, bottom, cell, starts, listed } = grid;
  const along = (place: number, least: number) => alongSide(place - least, grid);

  const nearest = ({ x, y }: Point, reach: number): number | null => {
    let best = -1;
    let bestSquare = reach * reach;
    const [firstColumn, lastColumn] = [along(x - reach, left), along(x + reach, left)];
    const lastRow = along(y + reach, bottom);
    for (let row = along(y - reach, bottom); cell > 0 && row <= lastRow; row++) {
      const end = starts[row * side + lastColumn + 1]!;
      for (let at = starts[row * side + firstColumn]!; at < end; at++) {
        const index = listed[at]!;
        const square = (points.x[index]! - x) ** 2 + (points.y[index]! - y) ** 2;
        if (square > bestSquare || (square === bestSquare && best !== -1 && index > best)) continue;
        best = index;
        bestSquare = square;
      }
    }
    return best === -1 ? null : best;
  };
  return { nearest };
}

interface Cells {
  /** Cells each way. */
  side: number;
  left: number;
  bottom: number;
  /** The side of a cell in map units; 0 without points. */
  cell: number;
  /** Where the points of each cell begin in `listed`, row by row, and where the last one's end. */
  starts: Uint32Array;
  listed: Uint32Array;
}

/** A counting sort of the points by their cells. */
function sortIntoCells({ count, x, y }: PointSet): Cells {
  const [bottom, top] = leastAndMost(y);
  const side = Math.max(1, Math.min(MOST_CELLS, Math.ceil(Math.sqrt(count / 2))));
  const extent = count === 0 ? 0 : Math.max(x[count - 1]! - x[0]!, top - bottom, Number.EPSILON);
  const cells = { side, left: count === 0 ? 0 : x[0]!, bottom, cell: extent / side };
  const cellOf = Uint32Array.from(
    x,
    (place, i) => alongSide(y[i]! - bottom, cells) * side + alongSide(place - cells.left, cells),
  );
  const starts = new Uint32Array(side * side + 1);
  for (const of of cellOf) starts[of + 1] = starts[of + 1]! + 1;
  for (let i = 1; i < starts.length; i++) starts[i] = starts[i]! + starts[i - 1]!;
  const listed = new Uint32Array(count);
  const next = starts.slice();
  for (const [i, of] of cellOf.entries()) {
    listed[next[of]!] = i;
    next[of] = next[of]! + 1;
  }
  return { ...cells, starts, listed };
}

const MOST_CELLS = 512;

function alongSide(distance: number, { cell, side }: Pick<Cells, 'cell' | 'side'>): number {
  return Math.min(side - 1, Math.max(0, Math.floor(distance / cell)));
}

function leastAndMost(places: Float64Array): [least: number, most: number] {
  let [least, most] = [places[0] ?? 0, places[0] ?? 0];
  for (const place of places) {
    if (place < least) least = place;
    if (place > most) most = place;
  }
  return [least, most];
}
