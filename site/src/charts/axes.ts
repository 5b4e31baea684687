import type { Axis } from '../data/types.ts';

interface AxisText {
  name: string;
  /** What little and much of it sound like. */
  low: string;
  high: string;
}

/** The axes in their order around the radar, with what their ends mean. */
export const AXES: Readonly<Record<Axis, AxisText>> = {
  energy: { name: 'Energy', low: 'calm', high: 'energetic' },
  valence: { name: 'Valence', low: 'sad', high: 'happy' },
  danceability: { name: 'Danceability', low: 'still', high: 'danceable' },
  brightness: { name: 'Brightness', low: 'dark', high: 'bright' },
  pumpiness: { name: 'Pumpiness', low: 'steady', high: 'pumping' },
  acousticness: { name: 'Acousticness', low: 'electronic', high: 'acoustic' },
  instrumentalness: { name: 'Instrumentalness', low: 'sung', high: 'instrumental' },
};

export const AXIS_ORDER = Object.keys(AXES) as Axis[];
