import type { Segment } from '../data/queries/tracks.ts';
import { formatDecimal } from './format.ts';
import type { Reader } from './format.ts';
import { spellKey } from './track-text.ts';

/** A part of a long recording, as far as a page shows it. */
export interface SegmentFact {
  startSeconds: number;
  endSeconds: number;
  tempoBpm: number | null;
  key: string | null;
  loudnessLufs: number | null;
}

/** What of a segment's features a page shows; another shape than expected is unknown. Unsure keys and tempi are left out. */
export function segmentFacts(segments: readonly Segment[]): readonly SegmentFact[] {
  return segments.map(({ startSeconds, endSeconds, values }) => ({
    ...{ startSeconds, endSeconds },
    tempoBpm: atLeast(values['tempoConfidence'], TEMPO_SURE) ? numberOr(values['tempoBpm']) : null,
    key: atLeast(values['keyConfidence'], KEY_SURE) ? keyOf(values) : null,
    loudnessLufs: numberOr(values['loudnessLufs']),
  }));
}

export function formatTempo(bpm: number | null, reader: Reader): string {
  return bpm === null ? 'unsure' : `${formatDecimal(bpm, reader, 0)} bpm`;
}

/** As the science pages say: below these a tempo and a key are unsure. */
const TEMPO_SURE = 0.7;
const KEY_SURE = 0.5;

function keyOf({ key, mode }: Segment['values']): string | null {
  if (typeof key !== 'string') return null;
  return typeof mode === 'string' ? `${spellKey(key)} ${mode}` : spellKey(key);
}

function atLeast(value: unknown, least: number): boolean {
  return typeof value === 'number' && value >= least;
}

function numberOr(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
