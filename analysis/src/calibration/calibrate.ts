import { AXES, type Axis } from '../axes/axis.ts';
import type { SourceShare } from '../axes/evidence.ts';
import { SHARED_ERROR_SHARE } from '../axes/variances.ts';
import type { AxisCalibration, Calibration } from './calibration.ts';
import { boundedOf, placeOf, type Bounded, type Place } from './log-odds.ts';

/** A score with what it rests on. */
type Explained = Bounded & { sources: readonly SourceShare[] };

/**
 * A track's scores as this listener hears them. Without labels on an axis its score is given back as it is. A labelled track
 * moves to where the labels and the score together place it, with the labels among its sources; all others by the listener's
 * offset and slope. An axis that nothing but labels speak of appears.
 */
export function calibrate<Score extends Explained>(
  recordingId: string,
  scores: Readonly<Partial<Record<Axis, Score>>>,
  calibration: Calibration,
): Partial<Record<Axis, Score | Explained>> {
  return Object.fromEntries(
    AXES.flatMap((axis): [Axis, Score | Explained][] => {
      const score = scores[axis];
      const own = calibration[axis];
      if (own === undefined) return score === undefined ? [] : [[axis, score]];
      const bounded = calibrateScore(recordingId, score, own);
      if (bounded === null) return [];
      return [[axis, { ...score, ...bounded, sources: sourcesOf(recordingId, score?.sources ?? [], own) }]];
    }),
  );
}

/** One score as a listener hears it, without its sources; null where neither a score nor a label is known. */
export function calibrateScore(
  recordingId: string,
  score: Bounded | undefined,
  calibration: AxisCalibration,
): Bounded | null {
  const labelled = calibration.tracks[recordingId];
  if (labelled !== undefined) return boundedOf(labelled);
  return score === undefined ? null : boundedOf(shifted(placeOf(score), calibration));
}

/** Where a track without a label of its own goes. The interval narrows by what the labels taught of the error that all scores share. */
function shifted({ logOdds, variance }: Place, { offset, slope, gained }: AxisCalibration): Place {
  const surer = gained.offset + 2 * logOdds * gained.both + logOdds ** 2 * gained.slope;
  const own = (1 - SHARED_ERROR_SHARE) * variance;
  return { logOdds: offset + slope * logOdds, variance: Math.max(own, variance - Math.max(0, surer)) };
}

function sourcesOf(recordingId: string, sources: readonly SourceShare[], { tracks }: AxisCalibration): SourceShare[] {
  const labelled = tracks[recordingId];
  if (labelled === undefined) return [...sources];
  const weight = sources.length === 0 ? 1 : labelled.weight;
  const label: SourceShare = { source: 'label', group: 'listener', value: boundedOf(labelled).value, weight };
  return [label, ...sources.map((source) => ({ ...source, weight: source.weight * (1 - weight) }))].sort(
    (a, b) => b.weight - a.weight || (a.source < b.source ? -1 : 1),
  );
}
