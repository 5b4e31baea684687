import type { TrackContours } from '../data/queries/tracks.ts';
import { binChroma, binContour } from './time-bins.ts';
import type { Bin } from './time-bins.ts';

export const LANES = ['loudness', 'activity', 'brightness', 'percussion'] as const;
export type Lane = (typeof LANES)[number];

/** What goes on inside a track, small enough to draw and to send: three hours have as many columns as three minutes. */
export interface ContourPicture {
  /** Of what was measured, which of an excerpt is less than the file. */
  measuredSeconds: number;
  fileSeconds: number;
  lanes: Readonly<Record<Lane, readonly (Bin | null)[]>>;
  /** 12 pitch classes from C in each column, 0 to 1. */
  chroma: readonly (readonly number[] | null)[];
}

const COLUMNS = 360;
const CHROMA_COLUMNS = 120;

export function contourPicture(contours: TrackContours): ContourPicture {
  const lane = (values: readonly (number | null)[]) => binContour(values, COLUMNS).map(roundBin);
  return {
    measuredSeconds: contours.levelDb.length / contours.rateHz,
    fileSeconds: contours.durationSeconds,
    lanes: {
      loudness: lane(contours.levelDb),
      activity: lane(contours.onsetStrength),
      brightness: lane(contours.spectralCentroidHz),
      percussion: lane(contours.percussiveRatio),
    },
    chroma: binChroma(contours.chroma, CHROMA_COLUMNS).map((pitches) => pitches?.map((value) => round(value)) ?? null),
  };
}

/** The values at the bottom and the top of a lane; of loudness the quietest 50 dB below the loudest count as silence. */
export function laneDomain(lane: Lane, bins: readonly (Bin | null)[]): readonly [number, number] {
  const known = bins.filter((bin) => bin !== null);
  const top = Math.max(...known.map(({ high }) => high));
  const bottom = Math.min(...known.map(({ low }) => low));
  if (known.length === 0) return [0, 1];
  if (lane === 'percussion') return [0, 1];
  const low = lane === 'loudness' ? Math.max(bottom, top - 50) : 0;
  return top > low ? [low, top] : [low, low + 1];
}

/** Paths over a box of a column each way and 100 high: the range that a column holds, its mean, and what lies below. Unknown columns leave a gap. */
export function lanePaths(
  bins: readonly (Bin | null)[],
  [bottom, top]: readonly [number, number],
): { range: string; mean: string; below: string } {
  const y = (value: number) =>
    (100 - (100 * (Math.min(Math.max(value, bottom), top) - bottom)) / (top - bottom)).toFixed(1);
  const runs: { x: number; bin: Bin }[][] = [[]];
  bins.forEach((bin, index) => {
    if (bin === null) runs.push([]);
    else runs.at(-1)?.push({ x: index + 0.5, bin });
  });
  const drawn = runs.filter((run) => run.length > 0);
  return {
    range: drawn
      .map((run) => {
        const there = run.map(({ x, bin }) => `${x} ${y(bin.high)}`);
        const back = run.toReversed().map(({ x, bin }) => `${x} ${y(bin.low)}`);
        return `M${[...there, ...back].join('L')}Z`;
      })
      .join(''),
    mean: drawn.map((run) => `M${run.map(({ x, bin }) => `${x} ${y(bin.mean)}`).join('L')}`).join(''),
    below: drawn
      .map(
        (run) => `M${run[0]?.x} 100L${run.map(({ x, bin }) => `${x} ${y(bin.mean)}`).join('L')}L${run.at(-1)?.x} 100Z`,
      )
      .join(''),
  };
}

/** Strengths of pitch classes as few paths: for each step of strength the cells that have it, neighbours of a row as one. C lies lowest. */
export function chromaPaths(chroma: readonly (readonly number[] | null)[]): readonly string[] {
  return Array.from({ length: CHROMA_STEPS }, (_, step) => {
    let path = '';
    for (let pitch = 0; pitch < 12; pitch++) {
      let start: number | null = null;
      for (let column = 0; column <= chroma.length; column++) {
        const strong = stepOf(chroma[column]?.[pitch]) === step;
        if (strong && start === null) start = column;
        if (strong || start === null) continue;
        path += `M${start} ${11 - pitch}h${column - start}v1h-${column - start}z`;
        start = null;
      }
    }
    return path;
  });
}

/** How strongly cells of each step are drawn. */
export const CHROMA_OPACITIES = [0.15, 0.35, 0.6, 0.9] as const;
const CHROMA_STEPS = CHROMA_OPACITIES.length;

/** The step of a strength; weaker ones than a third are not drawn. */
function stepOf(strength: number | undefined): number | null {
  if (strength === undefined || strength < 1 / 3) return null;
  return Math.min(CHROMA_STEPS - 1, Math.floor(((strength - 1 / 3) * 3 * CHROMA_STEPS) / 2));
}

function roundBin(bin: Bin | null): Bin | null {
  return bin && { low: round(bin.low), high: round(bin.high), mean: round(bin.mean) };
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
