import { AXES, type Axis } from '../axes/axis.ts';
import { Z80 } from '../axes/fuse.ts';
import { moodShares } from '../axes/mood-shares.ts';
import { MOODS } from '../axes/moods.ts';
import { divideAmongTags, joinTags, type DividedTags, type TagList, type TagShares } from './tag-shares.ts';

/** What a summary needs to know of a track. `scores` may lack axes, or be empty: not scored. hasAudio: its scores rest on measured sound. */
export interface WeekTrack {
  recordingId: string;
  title: string;
  artistCredit: string;
  /** What tells artists apart: a normalised name. */
  artistKey: string;
  artistName: string;
  hasAudio: boolean;
  scores: Readonly<Partial<Record<Axis, { value: number; low: number; high: number }>>>;
  tags: readonly TagList[];
}

/**
 * A track with what follows from its facts alone, whatever other tracks there are. numbers: its row of a table, that is value and
 * deviation of each axis and the share of each mood as moodShares gives it; NaN where there is none. tags: a play divided among them.
 */
export interface DescribedTrack extends Omit<WeekTrack, 'tags'> {
  numbers: Float64Array;
  tags: DividedTags;
}

/**
 * The tracks of many weeks as columns, in the order of their ids, so that a week is a walk over numbers. value, deviation: a row an
 * axis; NaN where a track has no score there. moods: MOODS.length a track; the first is NaN where a track has no mood.
 */
export interface TrackTable {
  tracks: readonly DescribedTrack[];
  value: readonly Float64Array[];
  deviation: readonly Float64Array[];
  scored: Uint8Array;
  audio: Uint8Array;
  artist: Int32Array;
  artistCount: number;
  moods: Float64Array;
  tags: TagShares;
}

/** @throws RangeError where the tracks are not in the order of their ids, each once, or a score is not finite */
export function trackTable(tracks: readonly WeekTrack[]): TrackTable {
  return joinTracks(describeTracks(tracks));
}

/** Works out what a table needs of each track; the results may be kept, and joined with those of other calls. @throws RangeError where a score is not finite */
export function describeTracks(tracks: readonly WeekTrack[]): DescribedTrack[] {
  refuseUnknownNumbers(tracks);
  const tags = divideAmongTags(tracks.map((track) => track.tags));
  return tracks.map((track, t) => ({ ...track, numbers: numbersOf(track.scores), tags: tags[t]! }));
}

/** The same track with other scores: as one listener hears it. */
export function describeScores(track: DescribedTrack, scores: DescribedTrack['scores']): DescribedTrack {
  return { ...track, scores, numbers: numbersOf(scores) };
}

/** The table of these tracks, to the bit what trackTable makes of them. @throws RangeError where they are not in the order of their ids, each once */
export function joinTracks(tracks: readonly DescribedTrack[]): TrackTable {
  refuseDisorder(tracks);
  const count = tracks.length;
  const artists = new Map<string, number>();
  const column = () => new Float64Array(count);
  const [value, deviation] = [AXES.map(column), AXES.map(column)];
  const scored = new Uint8Array(count);
  const audio = new Uint8Array(count);
  const artist = new Int32Array(count);
  const moods = new Float64Array(count * MOODS.length);
  for (let t = 0; t < count; t++) {
    const { artistKey, hasAudio, numbers } = tracks[t]!;
    const number = artists.get(artistKey) ?? artists.size;
    artists.set(artistKey, number);
    artist[t] = number;
    audio[t] = hasAudio ? 1 : 0;
    for (let a = 0; a < AXES.length; a++) {
      const own = numbers[a]!;
      value[a]![t] = own;
      deviation[a]![t] = numbers[AXES.length + a]!;
      if (!Number.isNaN(own)) scored[t] = 1;
    }
    for (let m = 0; m < MOODS.length; m++) moods[t * MOODS.length + m] = numbers[2 * AXES.length + m]!;
  }
  const tags = joinTags(tracks.map((track) => track.tags));
  return { tracks, value, deviation, scored, audio, artist, artistCount: artists.size, moods, tags };
}

function numbersOf(scores: WeekTrack['scores']): Float64Array {
  const numbers = new Float64Array(2 * AXES.length + MOODS.length).fill(NaN);
  AXES.forEach((axis, a) => {
    const score = scores[axis];
    if (score === undefined) return;
    numbers[a] = score.value;
    numbers[AXES.length + a] = (score.high - score.low) / (2 * Z80);
  });
  const moods = moodShares(scores);
  if (moods !== null) numbers.set(moods, 2 * AXES.length);
  return numbers;
}

function refuseDisorder(tracks: readonly DescribedTrack[]): void {
  for (let t = 1; t < tracks.length; t++) {
    const { recordingId } = tracks[t]!;
    if (tracks[t - 1]!.recordingId >= recordingId)
      throw new RangeError(`Track ${t} (${recordingId}) is out of order: tracks are given once each, by id.`);
  }
}

function refuseUnknownNumbers(tracks: readonly WeekTrack[]): void {
  tracks.forEach(({ recordingId, scores }, t) => {
    for (const [axis, score] of Object.entries(scores)) {
      if (![score.value, score.low, score.high].every(Number.isFinite))
        throw new RangeError(`The ${axis} of track ${t} (${recordingId}) is not a finite number.`);
    }
  });
}
