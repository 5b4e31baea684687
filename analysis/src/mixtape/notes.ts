import { ARTIST_SHARES, type Attempt } from './attempt.ts';
import { TOLERANCE_SECONDS } from './medoids.ts';
import type { Mixtape } from './types.ts';

/** What a listener should know of how a mixtape came about. */
export function notesOf(mixtape: Omit<Mixtape, 'notes'>, attempt: Attempt, minutes: number): string[] {
  const { tracks, weeks, cluster, assumedDurations } = mixtape;
  if (tracks.length === 0) return ['Nothing that was heard in these weeks is on the map.'];
  const outside = tracks.filter(({ inCluster }) => !inCluster).length;
  const notes = [
    weeks.length > 1 &&
      `The week alone does not fill an hour: ${count(weeks.length - 1, 'week')} around it with listens ${weeks.length === 2 ? 'was' : 'were'} taken too.`,
    cluster.clusters === 0 && 'What was heard forms no clear groups on the map: all of it counts as one.',
    outside > 0 &&
      `The cluster alone does not fill an hour: ${count(outside, 'track')} near it ${outside === 1 ? 'was' : 'were'} added.`,
    attempt.artistShare > ARTIST_SHARES[0] &&
      `There are few artists to choose from: one may have up to ${attempt.artistShare === 0.5 ? 'half' : 'a third'} of the tracks.`,
    lengthWords(mixtape, minutes),
    assumedDurations > 0 &&
      `${assumedDurations === 1 ? 'One duration is' : `${assumedDurations} durations are`} not known and taken as ${clock(attempt.span.assumedSeconds)}.`,
    ...unknownWords(mixtape),
  ];
  return notes.filter((note) => note !== false);
}

function lengthWords({ short, totalSeconds }: Omit<Mixtape, 'notes'>, asked: number): string | false {
  const minutes = Math.round(totalSeconds / 60);
  if (short)
    return `It has only ${minutes} minutes: no more that was heard in these weeks can be added without an artist coming twice in a row.`;
  if (totalSeconds >= asked * 60 - TOLERANCE_SECONDS) return false;
  return `It has ${minutes} of the ${asked} minutes asked for: more would have to come from further away.`;
}

function unknownWords({ tracks }: Omit<Mixtape, 'notes'>): (string | false)[] {
  const noTempo = tracks.every(({ track }) => track.tempoBpm === null);
  const noKey = tracks.every(({ track }) => track.key === null);
  const noEnergy = tracks.every(({ track }) => track.energy === null);
  return [
    noTempo &&
      noKey &&
      !noEnergy &&
      'Without measured audio no tempo and no key is known: the order goes by energy and by nearness in the space.',
    noTempo && noKey && noEnergy && 'No tempo, key or energy is known: the order goes by nearness in the space alone.',
  ];
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
