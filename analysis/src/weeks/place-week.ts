import type { PlayedTracks } from './summary.ts';

/** The tracks of a map as columns: places on the plane, and a row of `dims` each in the space; `on` is 0 for a track that is not on it. */
export interface MapTable {
  on: Uint8Array;
  x: Float32Array;
  y: Float32Array;
  vectors: Float32Array;
  dims: number;
}

/** Where a week lies on a map and in its space, in single precision as it is stored. */
export interface WeekPlace {
  x: number;
  y: number;
  /** Play-weighted standard deviations along each side. */
  spreadX: number;
  spreadY: number;
  centroid: Float32Array;
  plays: number;
  /** Share of the week's plays whose track is on the map. */
  coverage: number;
}

/** The play-weighted mean place of a week's tracks, or null where none of them is on the map. */
export function placeWeek(map: MapTable, { tracks, plays }: PlayedTracks): WeekPlace | null {
  const { on, dims, vectors } = map;
  let all = 0;
  let placed = 0;
  const sum = new Float64Array(dims);
  for (let i = 0; i < tracks.length; i++) {
    const count = plays[i]!;
    const t = tracks[i]!;
    all += count;
    if (on[t] === 0) continue;
    placed += count;
    const first = t * dims;
    for (let d = 0; d < dims; d++) sum[d]! += count * vectors[first + d]!;
  }
  if (placed === 0) return null;
  const x = meanAndSpread(map.x, map, { tracks, plays }, placed);
  const y = meanAndSpread(map.y, map, { tracks, plays }, placed);
  return {
    x: Math.fround(x.mean),
    y: Math.fround(y.mean),
    spreadX: Math.fround(x.spread),
    spreadY: Math.fround(y.spread),
    centroid: Float32Array.from(sum, (total) => total / placed),
    plays: placed,
    coverage: Math.fround(placed / all),
  };
}

function meanAndSpread(
  column: Float32Array,
  { on }: MapTable,
  { tracks, plays }: PlayedTracks,
  placed: number,
): { mean: number; spread: number } {
  let total = 0;
  for (let i = 0; i < tracks.length; i++) if (on[tracks[i]!] === 1) total += plays[i]! * column[tracks[i]!]!;
  const mean = total / placed;
  let squares = 0;
  for (let i = 0; i < tracks.length; i++)
    if (on[tracks[i]!] === 1) squares += plays[i]! * (column[tracks[i]!]! - mean) ** 2;
  return { mean, spread: Math.sqrt(squares / placed) };
}
