import type { Axis } from '../data/types.ts';

const COMPARED: Readonly<Record<Axis, readonly [less: string, more: string]>> = {
  energy: ['calmer', 'more energetic'],
  valence: ['sadder', 'happier'],
  danceability: ['less danceable', 'more danceable'],
  brightness: ['darker', 'brighter'],
  pumpiness: ['less pumping', 'more pumping'],
  acousticness: ['less acoustic', 'more acoustic'],
  instrumentalness: ['less instrumental', 'more instrumental'],
};

/** How music with more or less of an axis is called, beside other music: "calmer", "more energetic". */
export function compareWord(axis: Axis, direction: 'up' | 'down'): string {
  const [less, more] = COMPARED[axis];
  return direction === 'up' ? more : less;
}
