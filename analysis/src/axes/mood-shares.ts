import { normalCdf } from '../maths/normal.ts';
import type { Axis } from './axis.ts';
import { Z80 } from './fuse.ts';
import { MOODS, type Mood } from './moods.ts';

/** The scores that moods are told by: each with the 80 % interval that says how sure it is. */
export type MoodScores = Readonly<Partial<Record<Axis, { value: number; low: number; high: number }>>>;

/**
 * How likely a track is of each mood of MOODS, in their order; the chances sum to 1. Each score is taken as a normal distribution in
 * log-odds with its own interval, and the axes as independent. So a track near a border belongs to both sides in part, and a share
 * of a week's plays is the share expected of it. Null where energy or valence is unknown. An unknown axis beyond these
 * rules out the moods that ask for it, as in moodOf, which names the mood that holds the values themselves.
 */
export function moodShares(scores: MoodScores): Float64Array | null {
  if (scores.energy === undefined || scores.valence === undefined) return null;
  const chances = GRID.map(({ axis, cuts }) => chancesBetween(scores[axis], cuts));
  const shares = new Float64Array(MOODS.length);
  for (let c = 0; c < CELLS.length; c++) {
    const { at, mood } = CELLS[c]!;
    let chance = 1;
    for (let d = 0; d < at.length && chance > 0; d++) chance *= chances[d]![at[d]!]!;
    shares[mood]! += chance;
  }
  return shares;
}

/** The axes that moods are bounded on, with every bound, ascending: together they cut the space into cells of one mood each. */
const GRID = gridOf(MOODS);
const CELLS = cellsOf(MOODS, GRID);

interface GridAxis {
  axis: Axis;
  cuts: readonly number[];
}

function gridOf(moods: readonly Mood[]): GridAxis[] {
  const bounds = moods.flatMap(({ within }) =>
    Object.entries(within).flatMap(([axis, { from, below }]) => [
      { axis: axis as Axis, bound: from },
      { axis: axis as Axis, bound: below },
    ]),
  );
  return [...new Set(bounds.map(({ axis }) => axis))].map((axis) => {
    const own = bounds.flatMap((one) => (one.axis === axis && one.bound !== undefined ? [one.bound] : []));
    return { axis, cuts: [...new Set(own)].sort((a, b) => a - b) };
  });
}

/** A cell: which interval of each axis (the last one stands for "unknown"), and the number of its mood. */
interface Cell {
  at: readonly number[];
  mood: number;
}

function cellsOf(moods: readonly Mood[], grid: readonly GridAxis[]): Cell[] {
  const all = grid.reduce<number[][]>(
    (cells, { cuts }) => cells.flatMap((at) => Array.from({ length: cuts.length + 2 }, (_, i) => [...at, i])),
    [[]],
  );
  return all.flatMap((at) => {
    const mood = moods.findIndex(({ within }) =>
      grid.every(({ axis, cuts }, d) => {
        const bounds = within[axis];
        if (bounds === undefined) return true;
        const interval = at[d]!;
        if (interval > cuts.length) return false;
        const lowest = interval === 0 ? -Infinity : cuts[interval - 1]!;
        return lowest >= (bounds.from ?? -Infinity) && lowest < (bounds.below ?? Infinity);
      }),
    );
    return mood < 0 ? [] : [{ at, mood }];
  });
}

/** The chance of each interval between the cuts, and last that of "unknown". */
function chancesBetween(score: MoodScores[Axis], cuts: readonly number[]): Float64Array {
  const chances = new Float64Array(cuts.length + 2);
  if (score === undefined) {
    chances[cuts.length + 1] = 1;
    return chances;
  }
  const centre = logOdds(score.value);
  const deviation = (logOdds(score.high) - logOdds(score.low)) / (2 * Z80);
  let below = 0;
  for (let i = 0; i < cuts.length; i++) {
    const upTo = deviation > 0 ? normalCdf((logOdds(cuts[i]!) - centre) / deviation) : Number(score.value < cuts[i]!);
    chances[i] = upTo - below;
    below = upTo;
  }
  chances[cuts.length] = 1 - below;
  return chances;
}

/** Wider than the logit that evidence is read with: an interval may reach further than any one source. */
const EDGE = 1e-6;
function logOdds(share: number): number {
  const bounded = Math.min(1 - EDGE, Math.max(EDGE, share));
  return Math.log(bounded / (1 - bounded));
}
