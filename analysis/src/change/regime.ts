import { SCORER_VERSION } from '../axes/axis.ts';

/**
 * What the scores of a week rest on, as a short stable text: the scorer's version, a colon, and `audio` (at least nine tenths of
 * the scored plays are of measured tracks), `tags` (at most one tenth), `mixed`, or `none` (no play is scored). `2:mixed`.
 */
export function regimeOf(
  tracks: readonly { plays: number; hasAudio: boolean; scores: Readonly<Record<string, unknown>> }[],
): string {
  let scored = 0;
  let audio = 0;
  for (const { plays, hasAudio, scores } of tracks) {
    if (Object.keys(scores).length === 0) continue;
    scored += plays;
    if (hasAudio) audio += plays;
  }
  return `${SCORER_VERSION}:${shareClass(audio, scored)}`;
}

/**
 * Whether two weeks' scores were drawn by one version of the scorer. Weeks that were not are never part of one series. (Shares
 * of audio may differ from week to week: a series keeps them apart by the class of evidence, see WeekEvidence.)
 */
export function sameScorer(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && versionOf(a) === versionOf(b);
}

const versionOf = (regime: string) => regime.slice(0, regime.lastIndexOf(':'));

/** From this share on a week is called by one class of evidence. */
const NEARLY_ALL = 0.9;

function shareClass(audio: number, scored: number): 'none' | 'audio' | 'tags' | 'mixed' {
  if (scored === 0) return 'none';
  if (audio >= NEARLY_ALL * scored) return 'audio';
  return scored - audio >= NEARLY_ALL * scored ? 'tags' : 'mixed';
}
