import { correlation } from './statistics.ts';

export const KEY_NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;
export type KeyName = (typeof KEY_NAMES)[number];
export type Mode = 'major' | 'minor';

export interface KeyEstimate {
  key: KeyName;
  mode: Mode;
  /** Correlation with the best profile less that with the second best, 0 to 1. */
  keyConfidence: number;
}

/** Probe-tone ratings of Krumhansl and Kessler (1982), from the tonic upwards. */
const PROFILES: Record<Mode, readonly number[]> = {
  major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
  minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
};

/** Key whose rotated profile correlates best with mean chroma (12 values from C); undefined for flat chroma. */
export function estimateKey(chroma: ArrayLike<number>): KeyEstimate | undefined {
  const candidates = (['major', 'minor'] as const)
    .flatMap((mode) =>
      KEY_NAMES.map((key, tonic) => {
        const rotated = Array.from({ length: 12 }, (_, degree) => chroma[(tonic + degree) % 12]!);
        return { key, mode, fit: correlation(rotated, PROFILES[mode]) };
      }),
    )
    .sort((a, b) => b.fit - a.fit);
  const [best, second] = [candidates[0]!, candidates[1]!];
  if (best.fit <= 0) return undefined;
  return { key: best.key, mode: best.mode, keyConfidence: Math.min(1, best.fit - second.fit) };
}
