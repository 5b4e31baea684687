import { quantile } from '../signal/statistics.ts';
import { FRAME_RATE_HZ } from './frames.ts';
import { WINDOW_FRAMES, WINDOW_HOP_FRAMES } from './periodicity.ts';

/** A stretch of a track that keeps its tempo. */
export interface TempoSection {
  startSeconds: number;
  bpm: number;
}

/** A tempo this far from the section's is another one, */
const SAME_TEMPO = 0.04;
/** if it lasts for this many windows (12 seconds), which tells a change from a fill. */
const LASTING_WINDOWS = 4;

/**
 * Where the tempo changes for good: the sections from the first on, one for a track that keeps its tempo. A tempo that creeps is
 * cut whenever it has left the section's mean by 4 %.
 * @param periods frames from beat to beat around each window
 */
export function tempoSections(periods: Float64Array): TempoSection[] {
  const sections: TempoSection[] = [];
  let first = 0;
  let sum = 0;
  for (let window = 0; window < periods.length; window++) {
    if (window > first && leaves(periods, window, sum / (window - first))) {
      sections.push(sectionOf(periods, first, window));
      first = window;
      sum = 0;
    }
    sum += periods[window]!;
  }
  sections.push(sectionOf(periods, first, periods.length));
  return sections;
}

function leaves(periods: Float64Array, window: number, own: number): boolean {
  if (window + LASTING_WINDOWS > periods.length) return false;
  for (let i = window; i < window + LASTING_WINDOWS; i++)
    if (Math.abs(periods[i]! / own - 1) <= SAME_TEMPO) return false;
  return true;
}

function sectionOf(periods: Float64Array, from: number, to: number): TempoSection {
  const startFrame = from === 0 ? 0 : from * WINDOW_HOP_FRAMES + WINDOW_FRAMES / 2 - WINDOW_HOP_FRAMES / 2;
  return {
    startSeconds: startFrame / FRAME_RATE_HZ,
    bpm: (60 * FRAME_RATE_HZ) / quantile(periods.subarray(from, to), 0.5),
  };
}
