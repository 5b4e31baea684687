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
  const shares = new Float64Array(MOODS.length);
  const chances = GRID.map(({ axis, cuts }) => chancesBetween(scores[axis], cuts));
  for (const { at, mood } of CELLS) {
    let chance = 1;
    for (let d = 0; d < at.length; d++) chance *= chances[d]![at[d]!]!;
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
function chancesBetween(score: MoodScores[Axis], cuts: readonly number[]): number[] {
  if (score === undefined) return [...cuts.map(() => 0), 0, 1];
  const centre = logOdds(score.value);
  const deviation = (logOdds(score.high) - logOdds(score.low)) / (2 * Z80);
  const below = cuts.map((cut) => {
    if (!(deviation > 0)) return score.value < cut ? 1 : 0;
    return normalCdf((logOdds(cut) - centre) / deviation);
  });
  return [...[...below, 1].map((chance, i) => chance - (i === 0 ? 0 : below[i - 1]!)), 0];
}

/** Wider than the logit that evidence is read with: an interval may reach further than any one source. */
const EDGE = 1e-6;
function logOdds(share: number): number {
  const bounded = Math.min(1 - EDGE, Math.max(EDGE, share));
  return Math.log(bounded / (1 - bounded));
}
