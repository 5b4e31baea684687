import { logit } from '../axes/logit.ts';
import { Z80 } from '../axes/fuse.ts';
import type { MoodScores } from '../axes/mood-shares.ts';
import { normalCdf } from '../maths/normal.ts';
import type { AxisMeaning } from './axis-words.ts';

/**
 * How far a track is what a word says of the axes, from 0 to 1: the chance (`chanceOf`) times the values themselves, so that of two energetic
 * tracks the more energetic one stands first. Null as there.
 */
export function extentOf(meanings: readonly AxisMeaning[], scores: MoodScores | null): number | null {
  const chance = chanceOf(meanings, scores);
  if (chance === null) return null;
  let extent = chance;
  for (const { axis, value } of meanings) extent *= value > 0.5 ? scores![axis]!.value : 1 - scores![axis]!.value;
  return extent;
}

/**
 * How likely a track is what a word says of the axes: the chance that every score lies on the word's side of the middle and at least
 * half as far from it in log-odds, each score a normal distribution there with its own 80 % interval, the axes independent. Null where
 * one of the axes is unknown, or the word is about none.
 */
export function chanceOf(meanings: readonly AxisMeaning[], scores: MoodScores | null): number | null {
  if (meanings.length === 0 || scores === null) return null;
  let chance = 1;
  for (const { axis, value } of meanings) {
    const score = scores[axis];
    if (score === undefined) return null;
    const bound = HALF * logit(value);
    const deviation = Math.max(LEAST_DEVIATION, (logit(score.high) - logit(score.low)) / (2 * Z80));
    chance *= normalCdf((Math.sign(bound) * (logit(score.value) - bound)) / deviation);
  }
  return chance;
}

const HALF = 0.5;
/** Where an interval is at the very edge, its width in log-odds is lost. */
const LEAST_DEVIATION = 0.05;
