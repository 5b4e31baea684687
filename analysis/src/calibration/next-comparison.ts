import { LABEL_VARIANCE } from './labels.ts';
import type { Place } from './log-odds.ts';

/** A track that could be asked about, as the listener hears it so far. */
export interface Candidate extends Place {
  recordingId: string;
}

/** `about`: a track that has to be one of the two. `skip`: how many pairs to pass over. */
export interface Wish {
  about?: string | undefined;
  skip?: number;
}

/**
 * The two tracks whose comparison would teach most: both uncertain, and too close to call. The measure is p(1 - p) · (v + v'), the
 * expected loss of variance of a Bradley-Terry comparison but for constants. Pairs that were compared before are left out, named by
 * `pairKey`. Null where no pair is left. Ties fall by id.
 */
export function nextComparison(
  candidates: readonly Candidate[],
  compared: ReadonlySet<string>,
  { about, skip = 0 }: Wish = {},
): readonly [Candidate, Candidate] | null {
  const sorted = candidates.toSorted((a, b) => (a.recordingId < b.recordingId ? -1 : 1));
  const pairs: { pair: readonly [Candidate, Candidate]; gain: number }[] = [];
  for (const [i, one] of sorted.entries()) {
    for (const other of sorted.slice(i + 1)) {
      if (about !== undefined && one.recordingId !== about && other.recordingId !== about) continue;
      if (compared.has(pairKey(one.recordingId, other.recordingId))) continue;
      pairs.push({ pair: [one, other], gain: gainOf(one, other) });
    }
  }
  return pairs.sort((a, b) => b.gain - a.gain)[skip]?.pair ?? null;
}

/** Names a pair, whichever of the two comes first. */
export const pairKey = (one: string, other: string): string => (one < other ? `${one} ${other}` : `${other} ${one}`);

function gainOf(one: Place, other: Place): number {
  const variance = one.variance + other.variance;
  const share = 1 / (1 + Math.exp(-(one.logOdds - other.logOdds) / Math.sqrt(variance + 2 * LABEL_VARIANCE)));
  return share * (1 - share) * variance;
}
