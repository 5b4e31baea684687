import { quantile } from '../signal/statistics.ts';
import { ALBRECHT, correlations, KEYS, KRUMHANSL, TRIADS } from './key-profiles.ts';

const PITCH_CLASSES = 12;
/** Cells below this share of the loud ones say nothing about the key. */
const QUIET = 0.02;
/** How much the bass counts where the chord of a cell is told. */
const BASS_IN_CHORDS = 0.3;
/** How sharply the best chord of a cell is preferred to those that share notes with it. */
const CHORD_SHARPNESS = 25;
const LEAST_CLARITY = 0.05;

/** Half a second of music or so: how strong each pitch class is in the middle and the low octaves, the strongest 1. */
export interface KeyCell {
  middle: Float32Array;
  bass: Float32Array;
  level: number;
}

/** What a track says for each of the 24 keys, and of its tonality in all. */
export interface KeyEvidence {
  /** For each key: correlation with the profiles of Krumhansl and of Albrecht, share of the tonic's chord, of its note in the bass. */
  ofKey: readonly (readonly number[])[];
  /** How well its moments are told by a chord, -1 to 1. */
  clarity: number;
}

/** undefined where nothing sounds. */
export function keyEvidence(cells: readonly KeyCell[]): KeyEvidence | undefined {
  const floor =
    QUIET *
    quantile(
      Float64Array.from(cells, ({ level }) => level),
      0.95,
    );
  const loud = cells.filter(({ level }) => level > floor);
  if (loud.length === 0) return undefined;
  const middle = new Float64Array(PITCH_CLASSES);
  const bass = new Float64Array(PITCH_CLASSES);
  const chords = new Float64Array(KEYS);
  let weights = 0;
  let clarity = 0;
  for (const [index, cell] of loud.entries()) {
    const fits = correlations(chordChroma(loud, index), TRIADS);
    const best = Math.max(...fits);
    const weight = Math.max(best, LEAST_CLARITY) ** 2;
    const likelihoods = fits.map((fit) => Math.exp(CHORD_SHARPNESS * (fit - best)));
    const total = likelihoods.reduce((sum, value) => sum + value, 0);
    for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) {
      middle[pitch]! += weight * cell.middle[pitch]!;
      bass[pitch]! += weight * cell.bass[pitch]!;
    }
    for (let key = 0; key < KEYS; key++) chords[key]! += (weight * likelihoods[key]!) / total;
    weights += weight;
    clarity += best;
  }
  const bassTotal = bass.reduce((sum, value) => sum + value, 0) || 1;
  const [krumhansl, albrecht] = [correlations(middle, KRUMHANSL), correlations(middle, ALBRECHT)];
  return {
    ofKey: Array.from(chords, (chord, key) => [
      krumhansl[key]!,
      albrecht[key]!,
      Math.sqrt(chord / weights),
      (PITCH_CLASSES * bass[key % PITCH_CLASSES]!) / bassTotal - 1,
    ]),
    clarity: clarity / loud.length,
  };
}

/** A cell's pitch classes with half of its neighbours' and some of the bass, which mostly plays the root. */
function chordChroma(cells: readonly KeyCell[], index: number): Float64Array {
  const { middle, bass } = cells[index]!;
  const [before, after] = [cells[index - 1] ?? cells[index]!, cells[index + 1] ?? cells[index]!];
  return Float64Array.from(
    middle,
    (value, pitch) => (before.middle[pitch]! + 2 * value + after.middle[pitch]!) / 4 + BASS_IN_CHORDS * bass[pitch]!,
  );
}
