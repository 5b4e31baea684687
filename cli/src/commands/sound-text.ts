import { KEY_UNSURE_BELOW, TEMPO_UNSURE_BELOW, type TrackFeatures } from '@sidetrack/analysis';

type Told = Pick<TrackFeatures, 'tempoBpm' | 'tempoConfidence' | 'key' | 'mode' | 'keyConfidence'>;

/** "120 BPM, A minor (unsure)": what people ask for first, and whether it is to be relied on. */
export function soundText({ tempoBpm, tempoConfidence, key, mode, keyConfidence }: Told): string {
  const tempo = tempoBpm === null ? 'no tempo' : `${Math.round(tempoBpm * 10) / 10} BPM`;
  const tonality = key === null || mode === null ? 'no key' : `${key} ${mode}`;
  return [
    tempo + (tempoBpm !== null && tempoConfidence < TEMPO_UNSURE_BELOW ? ' (unsure)' : ''),
    tonality + (key !== null && keyConfidence < KEY_UNSURE_BELOW ? ' (unsure)' : ''),
  ].join(', ');
}
