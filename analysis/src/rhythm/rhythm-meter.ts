import type { ConfidenceEvidence } from './confidence.ts';
import { tempoConfidence } from './confidence.ts';
import { FRAME_RATE_HZ } from './frames.ts';
import { tempoOfBeats, unevenness } from './local-tempo.ts';
import type { LevelModel } from './metrical-level.ts';
import { segmentsOf } from './metrical-level.ts';
import type { OnsetEnvelopes } from './onset-envelopes.ts';
import { createOnsetEnvelopes } from './onset-envelopes.ts';
import { flatten, WINDOW_FRAMES, WINDOW_HOP_FRAMES } from './periodicity.ts';
import { pickOnsets } from './pick-onsets.ts';
import { tempoPath } from './tempo-path.ts';
import type { TempoSection } from './tempo-sections.ts';
import { tempoSections } from './tempo-sections.ts';
import { trackTempo } from './track-tempo.ts';
import { trackBeats } from './beats.ts';

export interface Rhythm {
  /** Beats a minute of most of the track; null where nothing repeats or there are too few beats. */
  tempoBpm: number | null;
  /** Probability, 0 to 1, that `tempoBpm` is within 4 % of what a listener would tap; below `TEMPO_UNSURE_BELOW` say so. */
  tempoConfidence: number;
  /** Autocorrelation of the onset envelope one beat apart, 0 (no pulse) to 1 (a machine's). */
  pulseClarity: number;
  onsetRateHz: number;
  beatTimesSeconds: number[];
  /** The beats in frames of the mel rows. */
  beatFrames: number[];
  /** `librosa.onset.onset_strength` at 43.07 Hz. */
  onsetEnvelope: Float32Array;
  /** One for a track that keeps its tempo; empty without a tempo. */
  tempoSections: TempoSection[];
}

/** Fewer seconds than this hold too few beats to know a tempo. */
const SHORTEST_FRAMES = 3 * FRAME_RATE_HZ;

/**
 * Onsets, tempo and beats of a track from its mel rows in decibels (128 bands of 22,050 Hz, hop 512, as librosa makes them), which come
 * in pieces. 16 bytes a frame are kept. The method and its figures: docs/science/rhythm.md.
 */
export function createRhythmMeter() {
  const onsets = createOnsetEnvelopes();
  return {
    /** @param decibels rows of 128 bands, `frames` of them, the next after those that came */
    add(decibels: Float32Array, _firstFrame: number, frames: number): void {
      onsets.add(decibels, frames);
    },
    result: (): Rhythm => measureRhythm(onsets.result()),
    reset: (): void => onsets.reset(),
  };
}

/** Rhythm of a track whose onset envelopes are known. */
export function measureRhythm(envelopes: OnsetEnvelopes): Rhythm {
  const onsetEnvelope = envelopes.full;
  const onsetFrames = pickOnsets(onsetEnvelope);
  const onsetRateHz = onsetEnvelope.length === 0 ? 0 : (onsetFrames.length * FRAME_RATE_HZ) / onsetEnvelope.length;
  const found = onsetFrames.length > 0 && onsetEnvelope.length >= SHORTEST_FRAMES ? findTempo(envelopes) : undefined;
  if (!found) {
    const none = {
      tempoBpm: null,
      tempoConfidence: 0,
      pulseClarity: 0,
      beatTimesSeconds: [],
      beatFrames: [],
      tempoSections: [],
    };
    return { ...none, onsetRateHz, onsetEnvelope };
  }
  const { bpm, periods, beats, evidence } = found;
  return {
    tempoBpm: bpm,
    tempoConfidence: tempoConfidence(evidence),
    pulseClarity: evidence.pulseClarity,
    onsetRateHz,
    beatTimesSeconds: beats.map((frame) => frame / FRAME_RATE_HZ),
    beatFrames: beats,
    onsetEnvelope,
    tempoSections: tempoSections(periods),
  };
}

export interface FoundTempo {
  bpm: number;
  /** Frames from beat to beat around each window. */
  periods: Float64Array;
  beats: number[];
  evidence: ConfidenceEvidence;
}

/** The tempo, its beats, and what its confidence is judged by. */
export function findTempo(envelopes: OnsetEnvelopes, level?: LevelModel): FoundTempo | undefined {
  const flat = flatten(envelopes);
  const path = tempoPath(flat.full);
  const segments = segmentsOf(flat, path);
  const chosen = trackTempo(segments, level);
  if (!chosen) return undefined;
  const periods = new Float64Array(path.length);
  segments.forEach(({ from, to }, i) => {
    for (let window = from; window < to; window++) periods[window] = path[window]! / chosen.ratios[i]!;
  });
  const beats = trackBeats(envelopes.full, periodsOfFrames(periods, envelopes.full.length));
  const tempo = tempoOfBeats(beats, chosen.bpm);
  if (!tempo) return undefined;
  const evidence = {
    likelihood: chosen.likelihood,
    pulseClarity: chosen.pulseClarity,
    unsteadiness: unsteadiness(periods),
    unevenness: unevenness(beats),
    steadyShare: tempo.share,
    beats: beats.length,
  };
  return { bpm: tempo.bpm, periods, beats, evidence };
}

function periodsOfFrames(periods: Float64Array, frames: number): Int32Array {
  return Int32Array.from({ length: frames }, (_, frame) => {
    const window = Math.round((frame - WINDOW_FRAMES / 2) / WINDOW_HOP_FRAMES);
    return Math.round(periods[Math.min(periods.length - 1, Math.max(0, window))]!);
  });
}

/** Mean change of the period from window to window, in octaves. */
function unsteadiness(periods: Float64Array): number {
  let sum = 0;
  for (let i = 1; i < periods.length; i++) sum += Math.abs(Math.log2(periods[i]! / periods[i - 1]!));
  return periods.length > 1 ? sum / (periods.length - 1) : 0;
}
