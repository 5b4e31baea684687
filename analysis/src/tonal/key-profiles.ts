import { correlation } from '../signal/statistics.ts';

/** Pitch classes from the tonic upwards. */
export type Profile = readonly number[];
export type Profiles = Record<Mode, Profile>;
export type Mode = 'major' | 'minor';

/** Keys are numbered by their tonic from C, the major ones first: 0 is C major, 12 C minor. */
export const KEYS = 24;
const PITCH_CLASSES = 12;

/** Probe-tone ratings: Krumhansl and Kessler, 1982. */
export const KRUMHANSL: Profiles = {
  major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
  minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
};

/** Shares of the notes of tonal music: Albrecht and Shanahan, 2013. */
export const ALBRECHT: Profiles = {
  major: [0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.08, 0.008, 0.081],
  minor: [0.22, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052],
};

/** The three notes of the tonic's chord. */
export const TRIADS: Profiles = {
  major: [1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0],
  minor: [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0],
};

/** Correlation of 12 pitch classes from C with the profile of each of the 24 keys. */
export function correlations(chroma: ArrayLike<number>, profiles: Profiles): number[] {
  return Array.from({ length: KEYS }, (_, key) => {
    const tonic = key % PITCH_CLASSES;
    const fromTonic = Array.from({ length: PITCH_CLASSES }, (_, degree) => chroma[(tonic + degree) % PITCH_CLASSES]!);
    return correlation(fromTonic, key < PITCH_CLASSES ? profiles.major : profiles.minor);
  });
}
