import { Arena, createChannelMeter } from '@sidetrack/analysis';

/** How much of a track one stem is, and how loud it is by itself. */
export interface StemLevel {
  /** Share of the energy of all stems, 0 to 1; null where all of them are silent. */
  energyShare: number | null;
  /** Integrated loudness (ITU-R BS.1770-4) of the stem; null for one that stays below -70 LUFS. */
  loudnessLufs: number | null;
}

/** By the name of the stem: drums, bass, other, vocals. */
export type StemLevels = Record<string, StemLevel>;

export interface StemLevelMeter {
  start(): void;
  /** @param values `[stem][channel][sample]`; @param samples how many of each row count */
  push(values: Float32Array, samples: number): void;
  result(): StemLevels;
}

const ARENA_BYTES = 2 * 2 ** 20;

/** Energies and loudness of stems that come in pieces. */
export function createStemLevels(
  stems: readonly string[],
  { channelCount, sampleRateHz }: { channelCount: number; sampleRateHz: number },
): StemLevelMeter {
  const layout = channelCount === 1 ? ['FC'] : ['FL', 'FR'];
  const meters = stems.map(() => createChannelMeter(new Arena(ARENA_BYTES)));
  const energies = new Float64Array(stems.length);
  return {
    start() {
      energies.fill(0);
      for (const meter of meters) meter.start({ sampleRateHz, layout });
    },
    push(values, samples) {
      const rowSamples = values.length / (stems.length * channelCount);
      meters.forEach((meter, stem) => {
        const rows = Array.from({ length: channelCount }, (_, channel) => {
          const from = (stem * channelCount + channel) * rowSamples;
          return values.subarray(from, from + samples);
        });
        for (const row of rows) energies[stem]! += row.reduce((sum, value) => sum + value * value, 0);
        meter.push(rows, () => undefined);
      });
    },
    result() {
      const all = energies.reduce((sum, energy) => sum + energy, 0);
      const levels = stems.map((stem, i): [string, StemLevel] => {
        const { loudnessLufs } = meters[i]!.result();
        return [stem, { energyShare: all > 0 ? energies[i]! / all : null, loudnessLufs }];
      });
      return Object.fromEntries(levels);
    },
  };
}
