import { AXES } from '../axes/axis.ts';
import { SHARED_ERROR_SHARE } from '../axes/variances.ts';
import {
  EVIDENCE_CLASSES,
  PRIOR_ARTISTS,
  PRIOR_SPREAD,
  WATCHED_AXES,
  type ClassMean,
  type WeekEvidence,
} from '../change/week-evidence.ts';
import type { PlayedTracks } from './summary.ts';
import type { TrackTable } from './track-table.ts';

/** What weekEvidence gives for these plays, by walking the table's columns. */
export function evidenceOf(table: TrackTable, played: PlayedTracks): WeekEvidence {
  return Object.fromEntries(
    WATCHED_AXES.flatMap((axis) => {
      const a = AXES.indexOf(axis);
      const columns = { value: table.value[a]!, deviation: table.deviation[a]! };
      const classes = EVIDENCE_CLASSES.flatMap((evidence) => {
        const mean = classMean(table, played, { ...columns, audio: evidence === 'audio' ? 1 : 0 });
        return mean === null ? [] : [[evidence, mean] as const];
      });
      return classes.length === 0 ? [] : [[axis, Object.fromEntries(classes)] as const];
    }),
  );
}

interface Class {
  value: Float64Array;
  deviation: Float64Array;
  audio: 0 | 1;
}

function classMean(
  { audio, artist, artistCount }: TrackTable,
  { tracks, plays }: PlayedTracks,
  { value, deviation, audio: wanted }: Class,
): ClassMean | null {
  let total = 0;
  const own = new Int32Array(tracks.length);
  let count = 0;
  for (let i = 0; i < tracks.length; i++) {
    const t = tracks[i]!;
    if (audio[t] !== wanted || Number.isNaN(value[t]!)) continue;
    own[count++] = i;
    total += plays[i]!;
  }
  if (total === 0) return null;
  let mean = 0;
  let errors = 0;
  const ofArtist = new Float64Array(artistCount);
  // In the order in which artists first occur, which nothing outside this week can change.
  const artists: number[] = [];
  for (let k = 0; k < count; k++) {
    const t = tracks[own[k]!]!;
    const weight = plays[own[k]!]! / total;
    mean += weight * value[t]!;
    errors += (weight * deviation[t]!) ** 2;
    if (ofArtist[artist[t]!] === 0) artists.push(artist[t]!);
    ofArtist[artist[t]!]! += weight;
  }
  let spread = 0;
  for (let k = 0; k < count; k++) spread += (plays[own[k]!]! / total) * (value[tracks[own[k]!]!]! - mean) ** 2;
  const effective = 1 / artists.reduce((sum, one) => sum + ofArtist[one]! ** 2, 0);
  const shrunk = (spread * effective + PRIOR_SPREAD ** 2 * PRIOR_ARTISTS) / (effective + PRIOR_ARTISTS);
  return { plays: total, mean, variance: shrunk / effective + (1 - SHARED_ERROR_SHARE) * errors };
}
