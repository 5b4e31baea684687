import { ROW_SECONDS } from './rows.ts';

const REACH_SECONDS = 40;
const FEWEST_INTERVALS = 8;
/** Of the intervals' median: what their middle half spans where a tempo is kept. */
const STEADY = 0.1;
/** In octaves: 1.7 %, more than a beat tracker errs over 40 s. */
const ANOTHER_TEMPO = 0.025;

/** Whether a steady tempo before a row is followed by another steady tempo. */
export function tempoChanges(beatTimesSeconds: readonly number[], row: number): boolean {
  const seconds = row * ROW_SECONDS;
  const before = steadyInterval(beatTimesSeconds, seconds - REACH_SECONDS, seconds);
  const after = steadyInterval(beatTimesSeconds, seconds, seconds + REACH_SECONDS);
  return before !== undefined && after !== undefined && Math.abs(Math.log2(before / after)) > ANOTHER_TEMPO;
}

function steadyInterval(beats: readonly number[], fromSeconds: number, toSeconds: number): number | undefined {
  const intervals: number[] = [];
  for (let i = firstAfter(beats, fromSeconds) + 1; i < beats.length && beats[i]! < toSeconds; i++)
    intervals.push(beats[i]! - beats[i - 1]!);
  if (intervals.length < FEWEST_INTERVALS) return undefined;
  intervals.sort((a, b) => a - b);
  const quartile = (quarters: number) => intervals[Math.floor((intervals.length * quarters) / 4)]!;
  return quartile(3) - quartile(1) < STEADY * quartile(2) ? quartile(2) : undefined;
}

/** Index of the first beat that is not before a moment. */
function firstAfter(beats: readonly number[], seconds: number): number {
  let [low, high] = [0, beats.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (beats[middle]! < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
