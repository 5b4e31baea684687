import type { TrackFeatures } from '@sidetrack/analysis';
import { AXES } from '@sidetrack/analysis';

/** The numbers of a measurement that fit into a cell; the others (means of spectra, beats) are in `GET /tracks/{id}`. */
export const FEATURES = [
  'tempoBpm',
  'tempoConfidence',
  'key',
  'mode',
  'keyConfidence',
  'loudnessLufs',
  'loudnessRangeLu',
  'dynamicRangeDb',
  'spectralCentroidHz',
  'spectralBandwidthHz',
  'spectralRolloffHz',
  'spectralFlatness',
  'zeroCrossingRate',
  'rms',
  'onsetRateHz',
  'percussiveRatio',
  'tuningCents',
  'stereoWidth',
  'pump',
] as const satisfies readonly (keyof TrackFeatures)[];

/** The columns of the table, each with what it holds. */
export const trackColumns: readonly (readonly [name: string, about: string])[] = [
  ['recordingId', 'SideTrack’s own id'],
  ['mbid', 'MusicBrainz id'],
  ['isrcs', 'with spaces between them'],
  ['artist', ''],
  ['title', ''],
  ['release', ''],
  ['durationMs', 'of your file, else as it is told'],
  ['plays', 'how often you heard it'],
  ...AXES.flatMap((axis): [string, string][] => [
    [axis, '0 to 1, as you hear it: with your labels'],
    [`${axis}Low`, 'lower bound of its 80 % interval'],
    [`${axis}High`, 'upper bound'],
    [`${axis}Sources`, 'what it rests on, the heaviest first'],
  ]),
  ...FEATURES.map((name): [string, string] => [name, 'measured on your file; empty where there is none']),
];
