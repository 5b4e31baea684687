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
