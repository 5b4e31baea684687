import { AXES, type Axis } from '../axes/axis.ts';
import { Z80 } from '../axes/fuse.ts';
import { moodShares } from '../axes/mood-shares.ts';
import { MOODS } from '../axes/moods.ts';
import { divideAmongTags, type TagList, type TagShares } from './tag-shares.ts';

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
 * The tracks of many weeks as columns, in the order of their ids, so that a week is a walk over numbers. value, deviation: a row an
 * axis; NaN where a track has no score there. moods: MOODS.length a track; the first is NaN where a track has no mood.
 */
export interface TrackTable {
  tracks: readonly WeekTrack[];
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
  refuseDisorder(tracks);
  const artists = new Map<string, number>();
  const moods = new Float64Array(tracks.length * MOODS.length).fill(NaN);
  const artist = Int32Array.from(tracks, ({ artistKey }) => {
    const number = artists.get(artistKey) ?? artists.size;
    artists.set(artistKey, number);
    return number;
  });
  tracks.forEach(({ scores }, t) => {
    const shares = moodShares(scores);
    if (shares !== null) moods.set(shares, t * MOODS.length);
  });
  const column = (axis: Axis, of: (score: { value: number; low: number; high: number }) => number) =>
    Float64Array.from(tracks, ({ scores }) => (scores[axis] === undefined ? NaN : of(scores[axis])));
  return {
    tracks,
    value: AXES.map((axis) => column(axis, ({ value }) => value)),
    deviation: AXES.map((axis) => column(axis, ({ low, high }) => (high - low) / (2 * Z80))),
    scored: Uint8Array.from(tracks, ({ scores }) => (AXES.some((axis) => scores[axis] !== undefined) ? 1 : 0)),
    audio: Uint8Array.from(tracks, ({ hasAudio }) => (hasAudio ? 1 : 0)),
    artist,
    artistCount: artists.size,
    moods,
    tags: divideAmongTags(tracks.map(({ tags }) => tags)),
  };
}

function refuseDisorder(tracks: readonly WeekTrack[]): void {
  tracks.forEach(({ recordingId, scores }, t) => {
    const before = tracks[t - 1];
    if (before !== undefined && before.recordingId >= recordingId)
      throw new RangeError(`Track ${t} (${recordingId}) is out of order: tracks are given once each, by id.`);
    for (const [axis, score] of Object.entries(scores)) {
      if (![score.value, score.low, score.high].every(Number.isFinite))
        throw new RangeError(`The ${axis} of track ${t} (${recordingId}) is not a finite number.`);
    }
  });
}
