/** Pitch classes from the tonic upwards. */
export type Profile = readonly number[];
/** For each of the 24 keys its profile from C, less its mean and of length 1: what a correlation takes. */
export type KeyRows = readonly Float64Array[];
export type Mode = 'major' | 'minor';

/** Keys are numbered by their tonic from C, the major ones first: 0 is C major, 12 C minor. */
export const KEYS = 24;
const PITCH_CLASSES = 12;

/** Probe-tone ratings: Krumhansl and Kessler, 1982. */
export const KRUMHANSL: KeyRows = keyRows({
  major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
  minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
});

/** Shares of the notes of tonal music: Albrecht and Shanahan, 2013. */
export const ALBRECHT: KeyRows = keyRows({
  major: [0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.08, 0.008, 0.081],
  minor: [0.22, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052],
});

/** The three notes of the tonic's chord. */
export const TRIADS: KeyRows = keyRows({
  major: [1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0],
  minor: [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0],
});

/** Correlation of 12 pitch classes from C with each of the 24 keys; 0 for flat chroma. */
export function correlations(chroma: ArrayLike<number>, rows: KeyRows): number[] {
  const unit = unitOf(chroma);
  return rows.map((row) => {
    let sum = 0;
    for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) sum += row[pitch]! * unit[pitch]!;
    return sum;
  });
}

function keyRows({ major, minor }: Record<Mode, Profile>): KeyRows {
  return Array.from({ length: KEYS }, (_, key) => {
    const profile = key < PITCH_CLASSES ? major : minor;
    return unitOf(profile.map((_, pitch) => profile[(pitch - key + KEYS) % PITCH_CLASSES]!));
  });
}

function unitOf(values: ArrayLike<number>): Float64Array {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += values[i]! / values.length;
  const unit = Float64Array.from(values, (value) => value - mean);
  const length = Math.hypot(...unit);
  return length > 0 ? unit.map((value) => value / length) : unit;
}
