export { regimeOf, sameScorer } from './regime.ts';
export {
  EVIDENCE_CLASSES,
  WATCHED_AXES,
  weekEvidence,
  type ClassMean,
  type EvidenceClass,
  type EvidenceTrack,
  type WatchedAxis,
  type WeekEvidence,
} from './week-evidence.ts';
export { CHANGE_SETTINGS, findChanges, type Change, type ChangeSettings } from './find-changes.ts';
export type { SeriesWeek } from './series.ts';
export {
  attributeChange,
  type Attribution,
  type GroupInfluence,
  type SpannedTrack,
  type TrackInfluence,
} from './attribute-change.ts';
export { findOutliers, type Outlier, type Outliers, type PlayedPoint } from './find-outliers.ts';
export { watchWeeks, type DatedChange, type WatchedWeek } from './watch-weeks.ts';
export { isRewritten, pastOf, type Past } from './past.ts';
export { matchChanges } from './match-changes.ts';
