import type { MeasuredContours } from '../contours/index.ts';
import { keyChange } from './key-change.ts';
import { noveltyOf } from './novelty.ts';
import { ROW_SECONDS, rowsOf } from './rows.ts';
import { tempoChanges } from './tempo-change.ts';

/** Files longer than this are divided: few pieces of music are, nearly all recordings of several are. */
export const SET_LONGER_THAN_SECONDS = 20 * 60;
export const SHORTEST_SEGMENT_SECONDS = 90;

/** What a sure change of key and a change of tempo add to the novelty of a boundary. */
const KEY_EVIDENCE = 0.05;
const TEMPO_EVIDENCE = 0.04;
/** Where boundaries were found best on sets of known boundaries: docs/science/inside-a-track.md. */
const BOUNDARY_NOVELTY = 0.3;

/** A part of a long file, in which the music is of one piece. */
export interface Segment {
  startSeconds: number;
  endSeconds: number;
  /** How different it is from what precedes it, 0 to 1.1; 0 for the first. */
  novelty: number;
}

export interface MeasuredSet {
  contours: MeasuredContours;
  beatTimesSeconds: readonly number[];
  durationSeconds: number;
}

/**
 * Divides a recording of several pieces (a DJ's set, a concert, an album in one file) where little of what was heard comes back: peaks of
 * novelty at least 90 s apart, helped by changes of key and tempo.
 * @returns segments without gaps from 0 to the end; none for files of up to 20 minutes
 */
export function segmentSet({ contours, beatTimesSeconds, durationSeconds }: MeasuredSet): Segment[] {
  if (durationSeconds <= SET_LONGER_THAN_SECONDS) return [];
  const novelty = noveltyOf(rowsOf(contours)).map((value, row) => {
    if (value < BOUNDARY_NOVELTY - KEY_EVIDENCE - TEMPO_EVIDENCE) return value;
    const tempo = tempoChanges(beatTimesSeconds, row) ? TEMPO_EVIDENCE : 0;
    return value + KEY_EVIDENCE * keyChange(contours.chroma, row) + tempo;
  });
  const starts = [0, ...boundariesOf(novelty)];
  return starts.map((row, i) => ({
    startSeconds: row * ROW_SECONDS,
    endSeconds: i + 1 < starts.length ? starts[i + 1]! * ROW_SECONDS : durationSeconds,
    novelty: i === 0 ? 0 : novelty[row]!,
  }));
}

/** Peaks, the highest first, each at least a segment away from those taken and from both ends. */
function boundariesOf(novelty: Float64Array): number[] {
  const shortest = SHORTEST_SEGMENT_SECONDS / ROW_SECONDS;
  const peaks: number[] = [];
  for (let row = shortest; row <= novelty.length - shortest; row++) {
    const value = novelty[row]!;
    if (value >= BOUNDARY_NOVELTY && value >= novelty[row - 1]! && value >= (novelty[row + 1] ?? 0)) peaks.push(row);
  }
  const taken: number[] = [];
  for (const peak of peaks.sort((a, b) => novelty[b]! - novelty[a]!))
    if (taken.every((other) => Math.abs(other - peak) >= shortest)) taken.push(peak);
  return taken.sort((a, b) => a - b);
}
