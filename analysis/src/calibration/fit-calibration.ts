import { SHARED_ERROR_SHARE } from '../axes/variances.ts';
import { logit } from '../axes/logit.ts';
import type { AxisCalibration, LabelledTrack } from './calibration.ts';
import { LABEL_VARIANCE, type Label } from './labels.ts';
import type { Place } from './log-odds.ts';
import { findMode, type Comparison, type Mode, type Subject } from './posterior-mode.ts';

/** At most this many compared tracks are fitted together, those of the latest comparisons: the time grows with their cube. */
export const MOST_COMPARED = 400;

/**
 * Fits how a listener hears one axis to their labels (newest first), given the scores of the labelled tracks in log-odds. Null
 * without labels. The order of labels matters only beyond MOST_COMPARED tracks.
 *
 * The model, in log-odds: a track's place for this listener is θ = offset + slope · score + u. The offset is the part of the
 * scores' error that all tracks share, and its prior variance is that part (SHARED_ERROR_SHARE of the mean variance); u is the
 * track's own error, with the rest. An absolute label is θ with LABEL_VARIANCE; a comparison follows Bradley & Terry (1952): the
 * odds of "more" grow with θ - θ'. The mode of the posterior and its curvature there (Laplace's approximation) give the values
 * and their variances. So one label moves its own track most, and all others by what one label can tell of them.
 */
export function fitCalibration(labels: readonly Label[], scores: ReadonlyMap<string, Place>): AxisCalibration | null {
  const used = withinReach(labels);
  if (used.length === 0) return null;
  const known = [...scores.values()];
  const meanVariance = known.reduce((sum, { variance }) => sum + variance, 0) / Math.max(1, known.length);
  const shared = SHARED_ERROR_SHARE * (known.length === 0 ? 1 : meanVariance);
  const prior = { offset: Math.min(MOST_OFFSET_VARIANCE, shared), slope: SLOPE_VARIANCE };
  const { compared, comparisons, alone } = sortOut(used, scores);
  const mode = findMode({ prior, compared: [...compared.values()], comparisons, alone: [...alone.values()] });
  const [offsetVariance, both, slopeVariance] = mode.covariance;
  const tracks = [
    ...[...compared].map(([id, subject], at) => [id, ofCompared(subject, mode, at)] as const),
    ...[...alone].map(([id, subject]) => [id, ofLabelled(subject, mode)] as const),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    offset: mode.offset,
    slope: 1 + mode.slope,
    gained: { offset: prior.offset - offsetVariance, slope: prior.slope - slopeVariance, both: -both },
    tracks: Object.fromEntries(tracks),
    labels: used.length - comparisons.length,
    comparisons: comparisons.length,
  };
}

/**
 * Scores whose intervals are wide would let a single label move all others by half of what it says. However unsure the scores are, most
 * listeners are taken to hear within half a unit of log-odds of them: judgement.
 */
const MOST_OFFSET_VARIANCE = 0.5 ** 2;
/** Listeners may stretch an axis or narrow it by a sixth or so: judgement. */
const SLOPE_VARIANCE = 0.15 ** 2;
/** A track without evidence may lie anywhere: about the spread of the tag table's genres in log-odds. */
const UNKNOWN_VARIANCE = 2;

function withinReach(labels: readonly Label[]): Label[] {
  const compared = new Set<string>();
  return labels.filter((label) => {
    if (label.kind === 'absolute') return true;
    const both = [label.recordingId, label.otherRecordingId];
    const added = both.filter((id) => !compared.has(id));
    if (compared.size + added.length > MOST_COMPARED) return false;
    for (const id of added) compared.add(id);
    return true;
  });
}

/** Tracks in comparisons, in the order of their ids, the comparisons between them, and the tracks that were only labelled. */
function sortOut(labels: readonly Label[], scores: ReadonlyMap<string, Place>) {
  const pairs = labels.filter((label) => label.kind === 'pairwise');
  const ids = [...new Set(pairs.flatMap((pair) => [pair.recordingId, pair.otherRecordingId]))].sort();
  const compared = new Map(ids.map((id) => [id, subjectOf(scores.get(id))]));
  const alone = new Map<string, Subject & { labelled: number }>();
  for (const label of labels) {
    if (label.kind !== 'absolute') continue;
    const subject = compared.get(label.recordingId);
    if (subject !== undefined) subject.labelled = logit(label.value);
    else alone.set(label.recordingId, { ...subjectOf(scores.get(label.recordingId)), labelled: logit(label.value) });
  }
  const at = new Map(ids.map((id, index) => [id, index]));
  const comparisons = pairs
    .map(({ recordingId, otherRecordingId, value }): Comparison => [
      at.get(recordingId)!,
      at.get(otherRecordingId)!,
      value,
    ])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return { compared, comparisons, alone: new Map([...alone].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function subjectOf(score: Place | undefined): Subject {
  return score === undefined
    ? { isScored: false, score: 0, variance: UNKNOWN_VARIANCE, labelled: null }
    : {
        isScored: true,
        score: score.logOdds,
        variance: Math.max(1e-6, (1 - SHARED_ERROR_SHARE) * score.variance),
        labelled: null,
      };
}

/** The error of offset and slope where the track lies. */
const ofParameters = ({ isScored, score }: Subject, [offset, both, slope]: Mode['covariance']) =>
  isScored ? offset + 2 * score * both + score ** 2 * slope : 0;

const expected = ({ isScored, score }: Subject, mode: Mode) => (isScored ? mode.offset + (1 + mode.slope) * score : 0);

function ofLabelled(subject: Subject & { labelled: number }, mode: Mode): LabelledTrack {
  const weight = subject.variance / (subject.variance + LABEL_VARIANCE);
  return {
    logOdds: (1 - weight) * expected(subject, mode) + weight * subject.labelled,
    variance: weight * LABEL_VARIANCE + (1 - weight) ** 2 * ofParameters(subject, mode.covariance),
    weight,
  };
}

function ofCompared(subject: Subject, mode: Mode, at: number): LabelledTrack {
  const variance = mode.comparedVariances[at]!;
  const before = subject.variance + ofParameters(subject, mode.covariance);
  return {
    logOdds: expected(subject, mode) + mode.deviations[at]!,
    variance,
    weight: Math.min(1, Math.max(0, 1 - variance / before)),
  };
}
