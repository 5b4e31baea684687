import type { Drum, Voice } from './instruments.ts';

/**
 * A bar of each part, one character a step: x strong, o medium, - soft, ? soft and now and then, anything else silent.
 * Several bars of a part take turns at random.
 */
export interface Groove {
  category: string;
  bpm: readonly [number, number];
  beatsPerBar: number;
  stepsPerBeat: number;
  drums: Partial<Record<Drum, readonly string[]>>;
  bass?: readonly string[];
  chords?: readonly string[];
  /** What plays the chords; one of them for a piece. */
  voices?: readonly Voice[];
  /** Chance of a note of the melody at a step on the beat; off the beat it is less. */
  melody?: number;
  /** Longest shift of the second half of a beat's pairs of steps, in steps. */
  swing?: number;
  tempo?: 'ramp' | 'jump' | 'drift' | 'rubato';
  /** Standard deviation of each stroke from its place. */
  jitterSeconds?: number;
  /** Hiss relative to the music's level. */
  noise?: number;
  /** Drums of a section in the middle of the piece. */
  middle?: Partial<Record<Drum, readonly string[]>>;
}
