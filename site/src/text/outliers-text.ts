import type { OutlierTrack, Outliers } from '../data/queries/outliers.ts';
import { compareWord } from './axis-words.ts';
import { formatDecimal, formatShare, plural } from './format.ts';
import type { Reader } from './format.ts';
import { SPACE_NAMES } from './trajectory-text.ts';

/** How many days are looked back on, the usual first. */
export const DAYS = ['90', '30', '180', '365'] as const;
export type Days = (typeof DAYS)[number];

/** In words, shortest first. */
export const DAYS_NAMES: readonly { value: Days; name: string }[] = [
  { value: '30', name: '30 days' },
  { value: '90', name: '90 days' },
  { value: '180', name: '180 days' },
  { value: '365', name: '1 year' },
];

/** What the picture shows, in two sentences. */
export function summariseOutliers({ space, days, tracks, outliers }: Outliers, reader: Reader): string {
  const [farthest] = outliers;
  const among = `${plural(tracks, 'track', reader)} of the last ${plural(days, 'day', reader)} in the ${SPACE_NAMES[space].space}`;
  if (farthest === undefined) return `None of the ${among} stands out.`;
  const where = `“${farthest.title}” by ${farthest.artistCredit} lies farthest from the centre of your plays, ${describeDistance(farthest.distance, reader)}`;
  return farthest.distance < FAR_OUT ? `None of the ${among} lies far out: ${where}.` : `Of the ${among}, ${where}.`;
}

/** From this distance on a track is called far out. */
const FAR_OUT = 1.5;

/** A distance as people say it: the root mean square of all plays is 1. */
export function describeDistance(distance: number, reader: Reader): string {
  return `${formatDecimal(distance, reader, 1)} times as far as a play usually does`;
}

/** One axis in words: "far more danceable", "a little sadder". */
export function describeAxis({ axis, deviations }: Pick<OutlierTrack['axes'][number], 'axis' | 'deviations'>): string {
  const size = Math.abs(deviations);
  const degree = size >= FAR ? 'far ' : size >= NOTABLE ? '' : 'a little ';
  return degree + compareWord(axis, deviations > 0 ? 'up' : 'down');
}

/** In standard deviations of the plays, as the API's sentences have it. */
const FAR = 2;
const NOTABLE = 1;

/** How many of the plays carry a tag. */
export function describeTag({ tag, share }: OutlierTrack['tags'][number], reader: Reader): string {
  return `${tag}: on ${formatShare(share, reader)} of these plays`;
}
