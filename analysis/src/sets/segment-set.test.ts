import type { MeasuredContours } from '../contours/index.ts';
import { keyChange } from './key-change.ts';
import { segmentSet, SHORTEST_SEGMENT_SECONDS } from './segment-set.ts';
import { tempoChanges } from './tempo-change.ts';

const MAJOR = [0, 2, 4, 5, 7, 9, 11];

describe('a set of pieces whose boundaries are known', () => {
  const durations = [190, 240, 130, 320, 175, 260, 210, 150];
  const set = synthesised(durations, 16);
  const found = segmentSet(set);

  test('is divided at them within 10 s', () => {
    const starts = found.slice(1).map(({ startSeconds }) => startSeconds);
    const isHit = (boundary: number) => starts.some((start) => Math.abs(start - boundary) <= 10);
    expect(set.boundaries.filter(isHit).length / set.boundaries.length).toBeGreaterThanOrEqual(0.85);
    expect(set.boundaries.filter(isHit).length / starts.length).toBeGreaterThanOrEqual(0.85);
  });

  test('has segments without gaps, none too short', () => {
    expect(found[0]).toMatchObject({ startSeconds: 0, novelty: 0 });
    expect(found.at(-1)!.endSeconds).toBe(set.durationSeconds);
    found.slice(1).forEach(({ startSeconds, novelty }, i) => {
      expect(startSeconds).toBe(found[i]!.endSeconds);
      expect(novelty).toBeGreaterThan(0.25);
    });
    for (const { startSeconds, endSeconds } of found)
      expect(endSeconds - startSeconds).toBeGreaterThanOrEqual(SHORTEST_SEGMENT_SECONDS);
  });
});

test('one long piece of verses and choruses, and silence, are one segment', () => {
  const piece = synthesised([1260], 0);
  expect(segmentSet(piece)).toEqual([{ startSeconds: 0, endSeconds: 1260, novelty: 0 }]);
  const silent = { ...piece, contours: silence(2520), beatTimesSeconds: [] };
  expect(segmentSet(silent)).toHaveLength(1);
});

test('what is no longer than 20 minutes is not divided', () => {
  expect(segmentSet({ ...synthesised([600, 600], 0) })).toEqual([]);
  expect(segmentSet({ contours: silence(0), beatTimesSeconds: [], durationSeconds: 0 })).toEqual([]);
});

test('another key is told from the same one, and from none', () => {
  const triads = (tonic: number) => Array.from({ length: 240 }, () => chromaOf(tonic));
  expect(keyChange([...triads(0), ...triads(6)], 60)).toBe(1);
  expect(keyChange([...triads(0), ...triads(0)], 60)).toBe(0);
  expect(keyChange([...triads(0), ...new Array<null>(240).fill(null)], 60)).toBe(0);
});

test('a tempo followed by another one is a change, unsteady beats are none', () => {
  const beats = (bpm: number, from: number, to: number) =>
    Array.from({ length: Math.floor(((to - from) * bpm) / 60) }, (_, i) => from + (i * 60) / bpm);
  expect(tempoChanges([...beats(120, 0, 60), ...beats(126, 60, 120)], 30)).toBe(true);
  expect(tempoChanges(beats(120, 0, 120), 30)).toBe(false);
  expect(tempoChanges([...beats(120, 0, 60), ...beats(126, 60, 62)], 30)).toBe(false);
  const unsteady = beats(126, 60, 120).map((time, i) => time + (i % 3) * 0.2);
  expect(tempoChanges([...beats(120, 0, 60), ...unsteady], 30)).toBe(false);
});

/** Pieces of two alternating parts, each of its own timbre, key and tempo, crossfaded. */
function synthesised(durationsSeconds: number[], fadeSeconds: number) {
  const random = randomOf(9);
  const ends = durationsSeconds.map((_, i) => durationsSeconds.slice(0, i + 1).reduce((sum, d) => sum + d, 0));
  const pieces = durationsSeconds.map(() => {
    const own = () => Array.from({ length: 20 }, () => 8 * random());
    const base = own();
    const contrast = own().map((value) => 0.6 * value);
    return {
      base,
      chorus: base.map((value, k) => value + contrast[k]!),
      tonic: Math.floor(6 + 6 * random()),
      bpm: 124 + 6 * random(),
    };
  });
  const durationSeconds = ends.at(-1)!;
  const contours = silence(durationSeconds * 2);
  const beatTimesSeconds: number[] = [];
  for (let seconds = 0, piece = 0; seconds < durationSeconds; seconds += 60 / pieces[piece]!.bpm) {
    if (seconds >= ends[piece]!) piece++;
    beatTimesSeconds.push(seconds);
  }
  for (let cell = 0; cell < durationSeconds * 2; cell++) {
    const seconds = cell / 2;
    const at = ends.findIndex((end) => seconds < end);
    const intoFade = fadeSeconds > 0 ? (seconds - ends[at]!) / fadeSeconds + 0.5 : 0;
    const next = at + 1 < pieces.length && random() / 2 + 0.5 < intoFade ? at + 1 : at;
    const { base, chorus, tonic } = pieces[next]!;
    const mfcc = (seconds % 64 < 32 ? base : chorus).map((value) => value + 3 * random());
    contours.mfcc[cell] = mfcc;
    contours.levelDb[cell] = -14 + 0.2 * mfcc[0]!;
    contours.spectralCentroidHz[cell] = 1800 * 2 ** (0.05 * mfcc[1]!);
    contours.onsetStrength[cell] = 1.5 + 0.3 * random();
    contours.percussiveRatio[cell] = 0.4 + 0.02 * mfcc[2]!;
    contours.chroma[cell] = chromaOf(tonic + [0, 5, 7, 0][Math.floor(seconds / 2) % 4]!);
  }
  return { contours, beatTimesSeconds, durationSeconds, boundaries: ends.slice(0, -1) };
}

function chromaOf(tonic: number): number[] {
  const chroma = new Array<number>(12).fill(0.05);
  MAJOR.forEach((degree, i) => (chroma[(tonic + degree) % 12] = [1, 0.3, 0.8, 0.3, 0.9, 0.3, 0.2][i]!));
  return chroma;
}

function silence(cells: number): MeasuredContours {
  const none = () => new Array<null>(cells).fill(null);
  return {
    levelDb: none(),
    spectralCentroidHz: none(),
    onsetStrength: none(),
    percussiveRatio: none(),
    chroma: none(),
    mfcc: none(),
  };
}

/** Uniform in -1 to 1. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
