import type { AlertShape } from '../contract/alerts.ts';
import { axisWords } from './axis-words.ts';

type Told = Pick<AlertShape, 'axis' | 'direction' | 'since' | 'before' | 'after' | 'artists'>;

/** An artist who did less than this share of a change is not named for it. */
const LEAST_SHARE = 0.15;

/** A change of taste as one or two sentences: since when, what, by which numbers, and who moved it. */
export function alertSentence({ axis, direction, since, before, after, artists }: Told): string {
  const [year, week] = since.isoWeek.split('-W');
  const word = axisWords[axis][direction === 'up' ? 1 : 0];
  const opening = `Since week ${Number(week)} of ${year ?? ''} your music is ${word}`;
  if (before === null || after === null) return `${opening}.`;
  return `${opening}: ${axis} ${after.toFixed(2)} against ${before.toFixed(2)} before.${moversSentence(artists, after - before)}`;
}

function moversSentence(artists: Told['artists'], difference: number): string {
  const movers = artists
    .filter(({ change }) => change / difference >= LEAST_SHARE)
    .slice(0, 3)
    .map(({ artist }) => artist);
  if (movers.length === 0) return '';
  const named = movers.length === 1 ? movers[0]! : `${movers.slice(0, -1).join(', ')} and ${movers.at(-1)!}`;
  return ` ${named} moved it most.`;
}
