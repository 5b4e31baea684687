import { CONFIDENCE_WEIGHTS } from './key-confidence.ts';
import type { KeyCell, KeyEvidence } from './key-evidence.ts';
import { keyEvidence } from './key-evidence.ts';
import type { Mode } from './key-profiles.ts';

export type { Mode } from './key-profiles.ts';
export const KEY_NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;
export type KeyName = (typeof KEY_NAMES)[number];

/** Below this confidence a page says that it is unsure of the key: it is wrong about as often as right. */
export const KEY_UNSURE_BELOW = 0.5;

/**
 * What the evidence counts: the two profiles, the tonic's chord, the tonic in the bass. The middle of a plateau on which synthesised training
 * pieces are told best and real music as the peers tell it where they agree (docs/science/tonality.md).
 */
const WEIGHTS = [1, 0.6, 1, 0.4];

export interface KeyEstimate {
  /** The tonic; null where nothing sounds. */
  key: KeyName | null;
  mode: Mode | null;
  /**
   * Probability that key and mode are right, 0 to 1, as fitted on synthesised music and on noise, drums and note clusters that have no key
   * (`analysis/tools/fit-key.ts`). Below `KEY_UNSURE_BELOW` nothing should rest on the key.
   */
  keyConfidence: number;
}

/**
 * Key of a track from its moments: Krumhansl's and Albrecht's profiles, the share of the tonic's chord (which tells relative and parallel keys apart)
 * and of the tonic in the bass (which tells those a fifth apart), weighted by how clearly tonal each moment is.
 */
export function estimateKey(cells: readonly KeyCell[]): KeyEstimate {
  const evidence = keyEvidence(cells);
  if (!evidence) return { key: null, mode: null, keyConfidence: 0 };
  const scores = keyScores(evidence);
  const best = scores.indexOf(Math.max(...scores));
  return {
    key: KEY_NAMES[best % KEY_NAMES.length]!,
    mode: best < KEY_NAMES.length ? 'major' : 'minor',
    keyConfidence: logistic(dot(confidenceFacts(evidence, scores), CONFIDENCE_WEIGHTS)),
  };
}

/** How much speaks for each of the 24 keys. */
export function keyScores({ ofKey }: KeyEvidence): number[] {
  return ofKey.map((facts) => dot(facts, WEIGHTS));
}

/** What the confidence rests on: 1, the root of the lead of the best key over the second, its correlation with Krumhansl's profile, clarity. */
export function confidenceFacts({ ofKey, clarity }: KeyEvidence, scores: readonly number[]): number[] {
  const [first, second] = scores.toSorted((a, b) => b - a) as [number, number];
  return [1, Math.sqrt(first - second), ofKey[scores.indexOf(first)]![0]!, clarity];
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}
