import { KEY_UNSURE_BELOW, TEMPO_UNSURE_BELOW } from '@sidetrack/analysis';
import { z } from 'zod';
import type { TrackShape } from '../contract/tracks.ts';

/** Tempo, key and level of a measured file with how sure they are; what an older extractor did not tell is unknown. */
export function soundOf(values: Readonly<Record<string, unknown>>): NonNullable<TrackShape['sound']> {
  const tempo = Tempo.safeParse(values).data;
  const key = Key.safeParse(values).data;
  return {
    tempo: tempo
      ? {
          bpm: tempo.tempoBpm,
          confidence: tempo.tempoConfidence,
          sure: tempo.tempoConfidence >= TEMPO_UNSURE_BELOW,
          sections: tempo.tempoSections,
        }
      : null,
    key: key
      ? {
          tonic: key.key,
          mode: key.mode,
          confidence: key.keyConfidence,
          sure: key.keyConfidence >= KEY_UNSURE_BELOW,
        }
      : null,
    loudnessLufs: Finite.safeParse(values['loudnessLufs']).data ?? null,
    dynamicRangeDb: Finite.safeParse(values['dynamicRangeDb']).data ?? null,
  };
}

const Finite = z.number();
const Confidence = z.number().min(0).max(1).catch(0);
const Tempo = z.object({
  tempoBpm: z.number(),
  tempoConfidence: Confidence,
  tempoSections: z.array(z.object({ startSeconds: z.number().min(0), bpm: z.number() })).catch([]),
});
const Key = z.object({ key: z.string(), mode: z.string().nullable().catch(null), keyConfidence: Confidence });
