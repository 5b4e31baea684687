import { correlation } from '../signal/statistics.ts';
import { BANDS } from './cqt.ts';
import { FILTERS, THIRDS_ABOVE_C } from './filters.ts';

export const KEY_NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;
export type KeyName = (typeof KEY_NAMES)[number];
export type Mode = 'major' | 'minor';

export interface KeyEstimate {
  key: KeyName | null;
  mode: Mode | null;
  keyConfidence: number;
}

/** Probe-tone ratings of Krumhansl and Kessler (1982), from the tonic upwards. */
const PROFILES: Record<Mode, readonly number[]> = {
  major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
  minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
};

export function createKeyMeter(spectrum: Float32Array) {
  let shift = 0;
  return {
    start(thirds: number) {
      shift = thirds;
    },
    add(firstFrame: number, frames: number) {
      (void firstFrame, frames);
    },
    result(): KeyEstimate {
      const chroma = new Array<number>(12).fill(0);
      for (let band = 0; band < BANDS; band++)
        for (let row = 0; row < FILTERS; row++) {
          const third = row + THIRDS_ABOVE_C - shift;
          let sum = 0;
          for (let lane = 0; lane < 4; lane++) sum += spectrum[(band * FILTERS + row) * 4 + lane]!;
          chroma[(Math.round(third / 3) + 12) % 12]! += sum;
        }
      const fits = (['major', 'minor'] as const)
        .flatMap((mode) =>
          KEY_NAMES.map((key, tonic) => ({
            key,
            mode,
            fit: correlation(
              Array.from({ length: 12 }, (_, degree) => chroma[(tonic + degree) % 12]!),
              PROFILES[mode],
            ),
          })),
        )
        .sort((a, b) => b.fit - a.fit);
      return { key: fits[0]!.key, mode: fits[0]!.mode, keyConfidence: fits[0]!.fit - fits[1]!.fit };
    },
  };
}
