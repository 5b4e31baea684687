import type { YearReview } from '../data/queries/year.ts';
import { MONTHS } from './dates.ts';
import { formatCount, plural } from './format.ts';
import type { Reader } from './format.ts';

/** The year in a sentence or two. */
export function yearSentence(review: YearReview, reader: Reader): string {
  const { listens, tracks, artists, year, inProgress } = review;
  const soFar = inProgress ? ' so far' : '';
  const sum = `${plural(listens, 'listen', reader)} of ${plural(tracks, 'track', reader)} by ${plural(artists, 'artist', reader)} in ${year ?? ''}${soFar}.`;
  const fresh =
    review.newArtists === null || review.newTracks === null
      ? 'Your history begins in this year, so that all of it was new.'
      : `New to you: ${plural(review.newArtists, 'artist', reader)} and ${plural(review.newTracks, 'track', reader)}.`;
  return listens === 0 ? '' : `${sum} ${fresh}`;
}

/** Months as text: which was the fullest, which the quietest. The month that still runs is not yet quiet. */
export function monthsSentence(
  { months, inProgress }: Pick<YearReview, 'months' | 'inProgress'>,
  reader: Reader,
): string {
  const known = months.flatMap((listens, index) => (listens === null ? [] : [{ listens, name: MONTHS[index] ?? '' }]));
  const most = known.toSorted((a, b) => b.listens - a.listens)[0];
  const over = inProgress && known.length > 1 ? known.slice(0, -1) : known;
  const least = over.toSorted((a, b) => a.listens - b.listens)[0];
  if (most === undefined || least === undefined) return 'No month is known.';
  if (known.length === 1) return `${most.name}: ${plural(most.listens, 'listen', reader)}.`;
  const fewest = least === most ? '' : `, fewest in ${least.name} (${formatCount(least.listens, reader)})`;
  return `Most in ${most.name} (${formatCount(most.listens, reader)})${fewest}.`;
}

/** Time heard, as one would say it: "186 hours"; null where too little is known of. */
export function hoursText({ hours, hoursCoverage }: YearReview, reader: Reader): string | null {
  if (hours === null || hoursCoverage < 0.5) return null;
  return hours < 10
    ? `${hours.toFixed(1).replace('.', reader.decimalSign)} hours`
    : plural(Math.round(hours), 'hour', reader);
}
