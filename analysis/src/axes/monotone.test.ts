import type { Axis } from './axis.ts';
import { measureSound, type Sound } from './changed-sound-test-tools.ts';
import { scoreTrack } from './score-track.ts';

/** Scores of a synthesised piece of which one thing is turned up, as the track meter hears it, from its sound alone. */
const scoresOf = (steps: readonly Partial<Sound>[], axis: Axis): number[] =>
  steps.map((sound) => scoreTrack({ features: measureSound(sound), modelTags: null, tags: [] })[axis]!.value);
const steps = (name: keyof Sound, values: readonly number[]): Partial<Sound>[] =>
  values.map((value) => ({ [name]: value }));

/** Slower ones have two strokes a beat to a listener too, and count double. */
const TEMPI = [86, 92, 98, 104, 110, 118];
/** How clear the pulse looks depends on where beats fall between frames, and danceability with it. */
const PULSE_ERROR = 0.04;
const LEVELS = [0.04, 0.07, 0.12, 0.2, 0.35];
const TILTS = [-6, -4, -2, 0, 2, 4];
const PUMPS = [0, 0.2, 0.4, 0.6, 0.8, 0.95];
const ACOUSTIC = [0, 0.25, 0.5, 0.75, 1];

test.each([
  ['energy', 'tempo', steps('bpm', TEMPI), 0.02],
  ['valence', 'tempo', steps('bpm', TEMPI), 0.02],
  ['danceability', 'tempo, up to 120 beats a minute', steps('bpm', TEMPI), 0.015],
  ['energy', 'loudness', steps('level', LEVELS), 0.1],
  ['brightness', 'spectral tilt', steps('tiltDb', TILTS), 0.1],
  ['pumpiness', 'the depth of gain that dips with the beat', steps('pump', PUMPS), 0.2],
  ['acousticness', 'notes that fade in place of steady ones and noise', steps('acoustic', ACOUSTIC), 0.05],
] as const)('%s rises with %s, at every step', (axis, _, changed, least) => {
  const values = scoresOf(changed, axis);
  for (let i = 1; i < values.length; i++)
    expect(values[i]!).toBeGreaterThanOrEqual(values[i - 1]! - (axis === 'danceability' ? PULSE_ERROR : 0.01));
  expect(values.at(-1)! - values[0]!).toBeGreaterThan(least);
});
