import type { Axis } from '../data/types.ts';

interface AxisText {
  name: string;
  /** Where there is little room. */
  shortName: string;
  /** What little and much of it sound like. */
  low: string;
  high: string;
}

/** The axes in their order around the radar, with what their ends mean. */
export const AXES: Readonly<Record<Axis, AxisText>> = {
  energy: { name: 'Energy', shortName: 'Energy', low: 'calm', high: 'energetic' },
  valence: { name: 'Valence', shortName: 'Valence', low: 'sad', high: 'happy' },
  danceability: { name: 'Danceability', shortName: 'Dance', low: 'still', high: 'danceable' },
  brightness: { name: 'Brightness', shortName: 'Bright', low: 'dark', high: 'bright' },
  pumpiness: { name: 'Pumpiness', shortName: 'Pump', low: 'steady', high: 'pumping' },
  acousticness: { name: 'Acousticness', shortName: 'Acoustic', low: 'electronic', high: 'acoustic' },
  instrumentalness: { name: 'Instrumentalness', shortName: 'Instrumental', low: 'sung', high: 'instrumental' },
};

export const AXIS_ORDER = Object.keys(AXES) as Axis[];
