import type { AxisName } from '../contract/primitives.ts';

/** How music with less or more of an axis is called, compared with other music. */
export const axisWords: Readonly<Record<AxisName, readonly [less: string, more: string]>> = {
  energy: ['calmer', 'more energetic'],
  valence: ['sadder', 'happier'],
  danceability: ['less danceable', 'more danceable'],
  brightness: ['darker', 'brighter'],
  pumpiness: ['less pumping', 'more pumping'],
  acousticness: ['less acoustic', 'more acoustic'],
  instrumentalness: ['less instrumental', 'more instrumental'],
};
