/**
 * What a track can be scored on, each from 0 to 1.
 *
 * energy: calm to intense · valence: sad or tense to happy · danceability: how easily a body follows the beat ·
 * brightness: dark to bright timbre · pumpiness: depth of side-chain pumping · acousticness: electronic or amplified to
 * acoustic · instrumentalness: sung to instrumental.
 */
export const AXES = [
  'energy',
  'valence',
  'danceability',
  'brightness',
  'pumpiness',
  'acousticness',
  'instrumentalness',
] as const;

export type Axis = (typeof AXES)[number];

/** Changes whenever the same evidence could give another score, so that stored scores are told apart. */
export const SCORER_VERSION = '3';

/** Narrows text from outside (a label's axis, a stored row) to an axis. */
export function isAxis(text: string): text is Axis {
  return (AXES as readonly string[]).includes(text);
}
