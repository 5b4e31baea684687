import type { Axis } from './axis.ts';

/**
 * Sources whose errors go together. Their joint weight is capped (see fuse.ts).
 *
 * folksonomy: Last.fm's tags, musicnn's (trained on Last.fm's), and the demo's that stand for them · musicbrainz: the
 * tags of MusicBrainz, which ListenBrainz passes on · tagatune: musicnn's tags as trained on MagnaTagATune, which players of a
 * game gave · heads: models that answer on the axes themselves · acousticbrainz: what AcousticBrainz computed from somebody
 * else's file · signal: descriptors of the listener's own audio · artist: the artist's other tracks · listener: labels.
 */
export type EvidenceGroup =
  'folksonomy' | 'musicbrainz' | 'tagatune' | 'heads' | 'acousticbrainz' | 'signal' | 'artist' | 'listener';

/** One source's opinion on one axis: an estimate in log-odds and the variance of its error there. */
export interface Evidence {
  axis: Axis;
  source: string;
  group: EvidenceGroup;
  logOdds: number;
  variance: number;
}

/**
 * What one source said and its share of the score; the shares of a score sum to 1. calibrated: that 80 % intervals drawn from this source
 * on this axis hold has been shown on tracks that were not used for fitting.
 */
export interface SourceShare {
  source: string;
  group: EvidenceGroup;
  value: number;
  weight: number;
  calibrated?: boolean;
}

/**
 * A score from 0 to 1 with its 80 % interval (low, high) and where it comes from, the weightiest source first. calibrated: all of its
 * sources are; where not, the interval is the honest thing to show, as a band, and the value alone says too much.
 */
export interface AxisScore {
  value: number;
  low: number;
  high: number;
  calibrated: boolean;
  sources: SourceShare[];
}

/** The scores of one track. An axis without evidence is absent: unknown is never 0 and never one half. */
export type TrackScores = Partial<Record<Axis, AxisScore>>;

/**
 * The descriptors that scores are drawn from, by the names and units of `sidetrack analyze`. Null or absent: not
 * measured, and then no evidence. Other descriptors may be there and are not read.
 */
export interface AxisFeatures {
  tempoBpm?: number | null;
  pulseClarity?: number | null;
  mode?: string | null;
  keyConfidence?: number | null;
  loudnessLufs?: number | null;
  dynamicRangeDb?: number | null;
  spectralCentroidHz?: number | null;
  spectralRolloffHz?: number | null;
  spectralFlatness?: number | null;
  onsetRateHz?: number | null;
  percussiveRatio?: number | null;
  pump?: number | null;
}

/** A tag that people gave. weight: 0 to 1, relative to the strongest of its source. An artist's tags count for less. */
export interface GivenTag {
  source: string;
  tag: string;
  weight: number;
  of?: 'recording' | 'artist';
}

/** What a source that speaks of an axis itself says there, 0 to 1; its variance is the fitted one of (source, axis). */
export interface AxisOpinion {
  axis: Axis;
  source: string;
  group: EvidenceGroup;
  value: number;
}

/** A listener's own statement on an axis, 0 to 1. */
export interface AxisLabel {
  axis: Axis;
  value: number;
}

/**
 * All that is known about one track. modelTags: what musicnn, as trained on Last.fm's tags, gives each of its tags; heads: what other
 * models say, by the model's name; artistTracks: what is known of the sound of the artist's other tracks; opinions: of sources
 * that speak of the axes themselves.
 */
export interface TrackEvidence {
  features: AxisFeatures | null;
  modelTags: Readonly<Record<string, number>> | null;
  tags: readonly GivenTag[];
  heads?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  artistTracks?: readonly SoundEvidence[];
  opinions?: readonly AxisOpinion[];
  labels?: readonly AxisLabel[];
}

/** What is known of a track's sound. */
export type SoundEvidence = Pick<TrackEvidence, 'features' | 'modelTags' | 'heads'>;
