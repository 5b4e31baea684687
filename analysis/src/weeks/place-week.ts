import type { PlayedTracks } from './summary.ts';

/** The tracks of a map as columns: places on the plane, and where each lies in the space; `on` is 0, and the vector of no matter, for a track that is not on it. */
export interface MapTable {
  on: Uint8Array;
  x: Float32Array;
  y: Float32Array;
  vectors: readonly Float32Array[];
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
  let all = 0;
  let placed = 0;
  const own: number[] = [];
  for (let i = 0; i < tracks.length; i++) {
    all += plays[i]!;
    if (map.on[tracks[i]!] === 0) continue;
    own.push(i);
    placed += plays[i]!;
  }
  if (placed === 0) return null;
  const x = meanAndSpread(map.x, map, { tracks, plays }, placed);
  const y = meanAndSpread(map.y, map, { tracks, plays }, placed);
  return {
    x: Math.fround(x.mean),
    y: Math.fround(y.mean),
    spreadX: Math.fround(x.spread),
    spreadY: Math.fround(y.spread),
    centroid: centroidOf(map, { tracks, plays }, { own, placed }),
    plays: placed,
    coverage: Math.fround(placed / all),
  };
}

/** Four tracks a pass, so that a sum is read and written once for four of them. */
function centroidOf(
  { vectors }: MapTable,
  { tracks, plays }: PlayedTracks,
  { own, placed }: { own: readonly number[]; placed: number },
): Float32Array {
  const vectorOf = (k: number) => vectors[tracks[own[k]!]!]!;
  const sum = new Float64Array(vectorOf(0).length);
  let k = 0;
  for (; k + 4 <= own.length; k += 4) {
    const [a, b, c, d] = [vectorOf(k), vectorOf(k + 1), vectorOf(k + 2), vectorOf(k + 3)];
    const [playsA, playsB, playsC, playsD] = [
      plays[own[k]!]!,
      plays[own[k + 1]!]!,
      plays[own[k + 2]!]!,
      plays[own[k + 3]!]!,
    ];
    for (let i = 0; i < sum.length; i++) sum[i]! += playsA * a[i]! + playsB * b[i]! + (playsC * c[i]! + playsD * d[i]!);
  }
  for (; k < own.length; k++) {
    const vector = vectorOf(k);
    for (let i = 0; i < sum.length; i++) sum[i]! += plays[own[k]!]! * vector[i]!;
  }
  return Float32Array.from(sum, (total) => total / placed);
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
