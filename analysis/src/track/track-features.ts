import type { SpectralShape } from '../descriptors/index.ts';
import type { TempoSection } from '../rhythm/index.ts';
import type { KeyName, Mode } from '../tonal/index.ts';

/** What is measured of a track. null: the track has no such thing (silence has no tempo), never zero for unknown. */
export interface TrackFeatures extends SpectralShape {
  /** Beats a minute of most of the track. */
  tempoBpm: number | null;
  /** Probability that the tempo is right, 0 to 1; below TEMPO_UNSURE_BELOW it is not to be relied on. */
  tempoConfidence: number;
  /** Several where the tempo changes. */
  tempoSections: TempoSection[];
  /** 0 (no pulse) to 1 (a metronome). */
  pulseClarity: number;
  key: KeyName | null;
  mode: Mode | null;
  /** Probability that key and mode are right, 0 to 1; below KEY_UNSURE_BELOW they are not to be relied on. */
  keyConfidence: number;
  loudnessLufs: number | null;
  loudnessRangeLu: number | null;
  dynamicRangeDb: number;
  zeroCrossingRate: number;
  rms: number;
  onsetRateHz: number;
  /** Percussive share of the energy, 0 to 1. */
  percussiveRatio: number;
  tuningCents: number;
  /** Side energy over side and mid energy, 0 to 1. */
  stereoWidth: number;
  /** Side-chain pump, 0 to 1; null for fewer than 8 beats. */
  pump: number | null;
  mfccMean: number[];
  mfccStd: number[];
  chromaMean: number[];
  contrastMean: number[];
  tonnetzMean: number[];
  beatTimesSeconds: number[];
}
