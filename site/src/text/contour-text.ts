import { LANES } from '../charts/contour-picture.ts';
import type { ContourPicture, Lane } from '../charts/contour-picture.ts';
import { formatClock } from './track-text.ts';
import { formatCount, formatDecimal, formatShare, UNKNOWN } from './format.ts';
import type { Reader } from './format.ts';

export const LANE_NAMES: Readonly<Record<Lane, { name: string; explanation: string }>> = {
  loudness: { name: 'Loudness', explanation: 'Level in decibels; 0 is the most a file can hold.' },
  activity: { name: 'Activity', explanation: 'How strongly notes and beats begin.' },
  brightness: { name: 'Brightness', explanation: 'The middle of the spectrum in hertz: higher sounds brighter.' },
  percussion: { name: 'Percussion', explanation: 'The share of drums and other short sounds in the energy.' },
};

export function formatLaneValue(lane: Lane, value: number | null | undefined, reader: Reader): string {
  if (value === null || value === undefined) return UNKNOWN;
  if (lane === 'loudness') return `${formatDecimal(value, reader, 1)} dB`;
  if (lane === 'brightness') return `${formatCount(value, reader)} Hz`;
  return lane === 'percussion' ? formatShare(value, reader) : formatDecimal(value, reader, 1);
}

/** The moment at which a column of a picture begins, in seconds. */
export function columnSeconds({ measuredSeconds, lanes }: ContourPicture, column: number): number {
  return lanes.loudness.length === 0 ? 0 : (column * measuredSeconds) / lanes.loudness.length;
}

/** One moment in words: "1:23: loudness −18.4 dB, activity 1.2 …". */
export function describeMoment(picture: ContourPicture, column: number, reader: Reader): string {
  const values = LANES.map(
    (lane) =>
      `${LANE_NAMES[lane].name.toLowerCase()} ${formatLaneValue(lane, picture.lanes[lane][column]?.mean, reader)}`,
  );
  return `${formatClock(columnSeconds(picture, column))}: ${values.join(', ')}`;
}

/** The contours in a sentence, for who does not see them: where it is loudest and softest, and how bright it is there. */
export function summariseContours(picture: ContourPicture, reader: Reader): string {
  const known = picture.lanes.loudness.flatMap((bin, column) => (bin === null ? [] : [{ bin, column }]));
  const first = known[0];
  if (first === undefined) return 'Nothing in it can be heard.';
  const loudest = known.reduce((most, each) => (each.bin.mean > most.bin.mean ? each : most), first);
  const softest = known.reduce((least, each) => (each.bin.mean < least.bin.mean ? each : least), first);
  const say = ({ bin, column }: typeof first) =>
    `at ${formatClock(columnSeconds(picture, column))} (${formatLaneValue('loudness', bin.mean, reader)})`;
  const excerpt =
    picture.measuredSeconds < picture.fileSeconds - 5
      ? ` Measured is an excerpt of ${formatClock(picture.measuredSeconds)} of ${formatClock(picture.fileSeconds)}.`
      : '';
  return `Loudest ${say(loudest)}, softest ${say(softest)}.${excerpt}`;
}

/** The strongest notes of a moment, up to three. */
export function strongestNotes(pitches: readonly number[] | null | undefined): string {
  if (pitches == null) return UNKNOWN;
  return pitches
    .map((strength, pitch) => ({ strength, name: NOTES[pitch] ?? '' }))
    .filter(({ strength }) => strength >= 0.5)
    .sort((one, other) => other.strength - one.strength)
    .slice(0, 3)
    .map(({ name }) => name)
    .join(' ');
}

export const NOTES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'] as const;
