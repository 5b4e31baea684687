import { judgeCandidate, type Candidate, type Rung } from './judge-candidate.ts';

/** One row of audio_matches. */
export interface Match {
  recordingId: string;
  audioFileId: string;
  rung: Rung;
  confidence: number;
  chosen: boolean;
}
/** What the listener decided about a pair: this file it is, or is not. */
export interface Decision {
  recordingId: string;
  audioFileId: string;
  chosen: boolean;
}

/**
 * The ladder's matches: every candidate that stands, and for each recording the best of them chosen. Best is the surest, then
 * a file that is there over one that is gone, then the smaller id, so that the same input gives the same answer. A pair that
 * the listener decided about is theirs: it is not among the rows, and where they chose a file the ladder chooses none.
 */
export function chooseMatches(candidates: readonly Candidate[], decisions: readonly Decision[]): Match[] {
  const decided = new Set(decisions.map(({ recordingId, audioFileId }) => `${recordingId} ${audioFileId}`));
  const settled = new Set(decisions.filter(({ chosen }) => chosen).map(({ recordingId }) => recordingId));
  const standing = candidates.flatMap((candidate) => {
    const { recordingId, audioFileId } = candidate;
    const judgement = decided.has(`${recordingId} ${audioFileId}`) ? null : judgeCandidate(candidate);
    return judgement === null ? [] : [{ recordingId, audioFileId, isGone: candidate.isGone, ...judgement }];
  });
  standing.sort(
    (a, b) =>
      compare(a.recordingId, b.recordingId) ||
      b.confidence - a.confidence ||
      Number(a.isGone) - Number(b.isGone) ||
      compare(a.audioFileId, b.audioFileId),
  );
  return standing.map(({ recordingId, audioFileId, rung, confidence }, index) => ({
    recordingId,
    audioFileId,
    rung,
    confidence,
    chosen: !settled.has(recordingId) && standing[index - 1]?.recordingId !== recordingId,
  }));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
