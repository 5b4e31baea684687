import { Z80 } from '../axes/fuse.ts';
import { SHARED_ERROR_SHARE } from '../axes/variances.ts';
import { compareText } from './compare-text.ts';

/** The axes whose weeks are watched for changes. */
export const WATCHED_AXES = ['energy', 'valence'] as const;
export type WatchedAxis = (typeof WATCHED_AXES)[number];

/** What a track's scores rest on: its measured sound (and perhaps tags too), or tags alone. */
export const EVIDENCE_CLASSES = ['audio', 'tags'] as const;
export type EvidenceClass = (typeof EVIDENCE_CLASSES)[number];

/**
 * The plays of a week whose scores on one axis rest on one class of evidence. mean: play-weighted, 0 to 1. variance: how far
 * `mean` may lie from what the listener's taste of that week would give in the long run, as a variance: the tracks that happened
 * to be played, and each score's own error. Errors that all scores share are left out, since they cancel between weeks.
 */
export interface ClassMean {
  plays: number;
  mean: number;
  variance: number;
}

/** The watched axes of one week by class of evidence; a class or axis without a scored play is absent. */
export type WeekEvidence = Partial<Record<WatchedAxis, Partial<Record<EvidenceClass, ClassMean>>>>;

/** A track of a week as far as evidence goes. */
export interface EvidenceTrack {
  recordingId: string;
  artistKey: string;
  plays: number;
  hasAudio: boolean;
  scores: Readonly<Partial<Record<WatchedAxis, { value: number; low: number; high: number }>>>;
}

/**
 * The part of a week's summary that changes of taste are told from. Kept by class of evidence, so that a week is only ever compared
 * with weeks of the same class: scores from sound and scores from tags of the same music differ a little, and a folder that is
 * added moves tracks from one to the other. Any order of the tracks gives the same bits.
 *
 * @throws RangeError where a score or a number of plays is not finite
 */
export function weekEvidence(unordered: readonly EvidenceTrack[]): WeekEvidence {
  const tracks = unordered.toSorted((a, b) => compareText(a.recordingId, b.recordingId));
  return Object.fromEntries(
    WATCHED_AXES.flatMap((axis) => {
      const scored = tracks.flatMap(({ recordingId, artistKey, plays, hasAudio, scores }) => {
        const score = scores[axis];
        if (score === undefined) return [];
        const { value } = score;
        const deviation = (score.high - score.low) / (2 * Z80);
        if (![plays, value, deviation].every(Number.isFinite))
          throw new RangeError(`The ${axis} of track ${recordingId} is not a finite number.`);
        return [{ artistKey, plays, value, deviation, evidence: hasAudio ? ('audio' as const) : ('tags' as const) }];
      });
      const classes = EVIDENCE_CLASSES.flatMap((evidence) => {
        const mean = classMean(scored.filter((track) => track.evidence === evidence));
        return mean === null ? [] : [[evidence, mean] as const];
      });
      return classes.length === 0 ? [] : [[axis, Object.fromEntries(classes)] as const];
    }),
  );
}

interface ScoredTrack {
  artistKey: string;
  plays: number;
  value: number;
  deviation: number;
}

/** Tracks' spread where it cannot be seen, as for the weeks' intervals, and how many artists it counts as. */
export const PRIOR_SPREAD = 0.15;
export const PRIOR_ARTISTS = 2;

/**
 * People play artists in bursts: forty plays of one album say what one artist is like. So the sampling variance is that of a mean
 * over the effective number of artists (Kish 1965), not of plays.
 */
function classMean(tracks: readonly ScoredTrack[]): ClassMean | null {
  const plays = tracks.reduce((sum, track) => sum + track.plays, 0);
  if (plays <= 0) return null;
  let mean = 0;
  let own = 0;
  const byArtist = new Map<string, number>();
  for (const { artistKey, plays: count, value, deviation } of tracks) {
    const weight = count / plays;
    mean += weight * value;
    own += (weight * deviation) ** 2;
    byArtist.set(artistKey, (byArtist.get(artistKey) ?? 0) + weight);
  }
  const spread = tracks.reduce((sum, { plays: count, value }) => sum + (count / plays) * (value - mean) ** 2, 0);
  const artists = 1 / [...byArtist.values()].reduce((sum, share) => sum + share ** 2, 0);
  const shrunk = (spread * artists + PRIOR_SPREAD ** 2 * PRIOR_ARTISTS) / (artists + PRIOR_ARTISTS);
  return { plays, mean, variance: shrunk / artists + (1 - SHARED_ERROR_SHARE) * own };
}
