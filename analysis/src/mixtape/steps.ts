import { KEY_NAMES } from '../tonal/index.ts';
import type { MixtapeStep, MixtapeTrack } from './types.ts';

type Parts = Omit<MixtapeStep, 'text'>;
/** What of a track a step rests on. */
export type Sound = Pick<MixtapeTrack, 'tempoBpm' | 'key' | 'energy'>;

/** How one track follows another: tempo with its octaves (70 to 140 beats is no change of pace), key, energy. */
export function stepBetween(from: Sound, to: Sound): Parts {
  return {
    tempoRatio: both(from.tempoBpm, to.tempoBpm, (a, b) => 2 ** nearestOctave(Math.log2(b / a))),
    keyDistance: both(from.key, to.key, keyDistance),
    energyChange: both(from.energy, to.energy, (a, b) => b - a),
  };
}

/**
 * What a step costs, 0 for none to 1: the weighted mean of what is known of both tracks, of 0.3 tempo, 0.2 key, 0.3 energy and 0.2
 * distance in the space. The distance is always known, so that tracks without audio are ordered by tags and energy.
 * @param far the distance that counts as 1
 */
export function stepCost(step: Parts, distance: number, far: number): number {
  const parts = [
    { weight: 0.3, cost: step.tempoRatio === null ? null : Math.abs(Math.log2(step.tempoRatio)) / HALF_OCTAVE },
    { weight: 0.2, cost: step.keyDistance === null ? null : step.keyDistance / FURTHEST_KEY },
    { weight: 0.3, cost: step.energyChange === null ? null : Math.abs(step.energyChange) },
    { weight: 0.2, cost: far > 0 ? Math.min(1, distance / far) : 0 },
  ];
  let total = 0;
  let weights = 0;
  for (const { weight, cost } of parts)
    if (cost !== null) {
      total += weight * cost;
      weights += weight;
    }
  return total / weights;
}

/** A key on the wheel that disc jockeys use (Camelot): a number from 1 to 12 along the circle of fifths, A for minor and B for major. */
export function wheelName({ name, mode }: NonNullable<MixtapeTrack['key']>): string {
  return `${placeOnWheel({ name, mode })}${mode === 'minor' ? 'A' : 'B'}`;
}

const HALF_OCTAVE = 0.5;
const FURTHEST_KEY = 7;

function both<A, B, R>(a: A | null, b: B | null, of: (a: A, b: B) => R): R | null {
  return a === null || b === null ? null : of(a, b);
}

const nearestOctave = (octaves: number) => octaves - Math.round(octaves);

function keyDistance(a: NonNullable<MixtapeTrack['key']>, b: NonNullable<MixtapeTrack['key']>): number {
  const apart = Math.abs(placeOnWheel(a) - placeOnWheel(b));
  return Math.min(apart, 12 - apart) + (a.mode === b.mode ? 0 : 1);
}

function placeOnWheel({ name, mode }: NonNullable<MixtapeTrack['key']>): number {
  const pitch = KEY_NAMES.indexOf(name) + (mode === 'minor' ? 3 : 0);
  return ((pitch * 7 + 7) % 12) + 1;
}
