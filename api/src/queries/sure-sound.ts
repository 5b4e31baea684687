import { KEY_NAMES, KEY_UNSURE_BELOW, TEMPO_UNSURE_BELOW, type MixtapeTrack } from '@sidetrack/analysis';
import { z } from 'zod';

/** A measured tempo, `{bpm, confidence}`, where it is sure enough to rest on; else null. */
export function sureTempo(measured: unknown): number | null {
  return Tempo.safeParse(measured).data?.bpm ?? null;
}

/** A measured key, `{name, mode, confidence}`, where it is sure enough to rest on; else null. */
export function sureKey(measured: unknown): MixtapeTrack['key'] {
  const { data } = Key.safeParse(measured);
  return data === undefined ? null : { name: data.name, mode: data.mode };
}

/** What is not sure enough does not parse. */
const Tempo = z.object({ bpm: z.number().positive(), confidence: z.number().min(TEMPO_UNSURE_BELOW) });
const Key = z.object({
  name: z.enum(KEY_NAMES),
  mode: z.enum(['major', 'minor']),
  confidence: z.number().min(KEY_UNSURE_BELOW),
});
