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
  { audio, artist }: TrackTable,
  { tracks, plays }: PlayedTracks,
  { value, deviation, audio: wanted }: Class,
): ClassMean | null {
  const counts = (t: number) => audio[t] === wanted && !Number.isNaN(value[t]!);
  let total = 0;
  for (let i = 0; i < tracks.length; i++) if (counts(tracks[i]!)) total += plays[i]!;
  if (total === 0) return null;
  let mean = 0;
  let own = 0;
  const byArtist = new Map<number, number>();
  for (let i = 0; i < tracks.length; i++) {
    const t = tracks[i]!;
    if (!counts(t)) continue;
    const weight = plays[i]! / total;
    mean += weight * value[t]!;
    own += (weight * deviation[t]!) ** 2;
    byArtist.set(artist[t]!, (byArtist.get(artist[t]!) ?? 0) + weight);
  }
  let spread = 0;
  for (let i = 0; i < tracks.length; i++)
    if (counts(tracks[i]!)) spread += (plays[i]! / total) * (value[tracks[i]!]! - mean) ** 2;
  let concentration = 0;
  for (const share of byArtist.values()) concentration += share ** 2;
  const artists = 1 / concentration;
  const shrunk = (spread * artists + PRIOR_SPREAD ** 2 * PRIOR_ARTISTS) / (artists + PRIOR_ARTISTS);
  return { plays: total, mean, variance: shrunk / artists + (1 - SHARED_ERROR_SHARE) * own };
}
