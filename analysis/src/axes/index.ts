export { AXES, SCORER_VERSION, isAxis, type Axis } from './axis.ts';
export type {
  AxisFeatures,
  AxisLabel,
  AxisOpinion,
  AxisScore,
  EvidenceGroup,
  GivenTag,
  SoundEvidence,
  SourceShare,
  TrackEvidence,
  TrackScores,
} from './evidence.ts';
export { acousticBrainzOpinions, type AcousticBrainzFacts } from './acousticbrainz-evidence.ts';
export { collectEvidence, scoreTrack } from './score-track.ts';
export { MOODS, moodOf, type Mood } from './moods.ts';
export { moodShares, type MoodScores } from './mood-shares.ts';
export { isNoiseTag, nameTagFinder } from './tag-noise.ts';
export { readTag, type TagReading } from './tag-reader.ts';
export { tagKey } from './tag-spellings.ts';
export { TAG_AXES } from './tag-table.ts';
