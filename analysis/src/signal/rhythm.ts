import { tempoOfBeats, trackBeats } from './beats.ts';
import type { OnsetOptions } from './onset.ts';
import { onsetStrength, pickOnsets } from './onset.ts';
import { estimateTempo } from './tempo.ts';

export interface Rhythm {
  tempoBpm: number | null;
  tempoConfidence: number;
  onsetRateHz: number;
  /** Frames. */
  beats: number[];
}

/**
 * Onsets, tempo and beats of a track.
 * @param melDecibels frames × bands, row by row
 */
export function measureRhythm(melDecibels: Float32Array, options: OnsetOptions & { sampleRateHz: number }): Rhythm {
  const frameRateHz = options.sampleRateHz / options.hopSamples;
  const strength = onsetStrength(melDecibels, options);
  const onsetRateHz = (pickOnsets(strength, frameRateHz).length * frameRateHz) / strength.length;
  const tempo = estimateTempo(strength, frameRateHz);
  if (!tempo) return { tempoBpm: null, tempoConfidence: 0, onsetRateHz, beats: [] };
  const beats = trackBeats(strength, tempo.periodFrames);
  return {
    tempoBpm: tempoOfBeats(beats, frameRateHz) ?? tempo.bpm,
    tempoConfidence: tempo.confidence,
    onsetRateHz,
    beats,
  };
}
