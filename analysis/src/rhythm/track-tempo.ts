import type { LevelModel, Segment } from './metrical-level.ts';
import { likelihoods } from './metrical-level.ts';

const BINS_AN_OCTAVE = 72;
const SLOWEST_BPM = 40;
const BINS = 1 + Math.ceil(BINS_AN_OCTAVE * Math.log2(240 / SLOWEST_BPM));
/** Candidates this near are the same tempo: 4 %. */
const SAME_BINS = 4;
/** How much likelier a segment's beat is the one that the rest of the track has, in units of log likelihood. */
const BELONGING = 2;

export interface TrackTempo {
  bpm: number;
  /** Likelihood of the tempo, averaged over the windows of the track. */
  likelihood: number;
  pulseClarity: number;
  /** Beats for each pulse of the path, for each segment. */
  ratios: number[];
}

/**
 * The tempo that the segments of a track agree on best, each with its likelihoods and its length as its voice, and the beat of each
 * segment in its light. undefined without a candidate.
 */
export function trackTempo(segments: readonly Segment[], model?: LevelModel): TrackTempo | undefined {
  const voices = segments.map(({ from, to, candidates }) => ({
    length: to - from,
    candidates,
    shares: likelihoods(candidates, model),
  }));
  const votes = new Float64Array(BINS);
  for (const { length, candidates, shares } of voices)
    candidates.forEach(({ bpm }, i) => (votes[binOf(bpm)]! += length * shares[i]!));
  const winner = heaviest(votes);
  const windows = segments.at(-1)!.to;
  const clarity = { sum: 0, weight: 0, logBpm: 0 };
  const ratios = voices.map(({ length, candidates, shares }) => {
    const scores = candidates.map(({ bpm }, i) => Math.log(shares[i]! + 1e-9) + (isNear(bpm, winner) ? BELONGING : 0));
    const chosen = candidates[scores.indexOf(Math.max(...scores))]!;
    if (isNear(chosen.bpm, winner)) {
      clarity.sum += length * chosen.pulseClarity;
      clarity.logBpm += length * Math.log(chosen.bpm);
      clarity.weight += length;
    }
    return chosen.ratio;
  });
  if (clarity.weight === 0) return undefined;
  return {
    bpm: Math.exp(clarity.logBpm / clarity.weight),
    likelihood: mass(votes, winner) / windows,
    pulseClarity: Math.min(1, Math.max(0, clarity.sum / clarity.weight)),
    ratios,
  };
}

function binOf(bpm: number): number {
  return Math.min(BINS - 1, Math.max(0, Math.round(BINS_AN_OCTAVE * Math.log2(bpm / SLOWEST_BPM))));
}

function isNear(bpm: number, bin: number): boolean {
  return Math.abs(binOf(bpm) - bin) <= SAME_BINS;
}

/** The bin with the most votes around it, nearer ones counting more. */
function heaviest(votes: Float64Array): number {
  let best = 0;
  let highest = -1;
  for (let bin = 0; bin < BINS; bin++) {
    let sum = 0;
    for (let shift = -SAME_BINS; shift <= SAME_BINS; shift++)
      sum += (votes[bin + shift] ?? 0) * (1 - Math.abs(shift) / (SAME_BINS + 1));
    if (sum > highest) {
      highest = sum;
      best = bin;
    }
  }
  return best;
}

function mass(votes: Float64Array, bin: number): number {
  return votes.subarray(Math.max(0, bin - SAME_BINS), bin + SAME_BINS + 1).reduce((sum, value) => sum + value, 0);
}
