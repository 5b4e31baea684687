const LOWEST_DB = -70;
const HIGHEST_DB = 30;
const CELLS_PER_DB = 256;
const CELLS = (HIGHEST_DB - LOWEST_DB) * CELLS_PER_DB;

export interface DynamicRange {
  /** @param rms root mean square of a frame */
  add(rms: number): void;
  result(): number;
  reset(): void;
}

/**
 * Level span of a track: 95th minus 10th percentile of frame levels in dB, frames quieter than -70 dBFS left out (silence
 * at the ends says nothing of dynamics). 0 where fewer than two frames remain. Levels are counted in cells of 1/256 dB, so that memory
 * stays constant.
 */
export function createDynamicRange(): DynamicRange {
  const counts = new Uint32Array(CELLS);
  let frames = 0;

  function quantile(share: number): number {
    const position = share * (frames - 1);
    const below = Math.floor(position);
    const low = ranked(counts, below);
    return low + (ranked(counts, Math.min(below + 1, frames - 1)) - low) * (position - below);
  }

  return {
    add(rms) {
      const place = (20 * Math.log10(rms) - LOWEST_DB) * CELLS_PER_DB;
      if (!(place > 0)) return;
      counts[Math.min(CELLS - 1, Math.floor(place))]!++;
      frames++;
    },
    result: () => (frames < 2 ? 0 : quantile(0.95) - quantile(0.1)),
    reset() {
      counts.fill(0);
      frames = 0;
    },
  };
}

/** The level of that rank, the quietest being 0. */
function ranked(counts: Uint32Array, rank: number): number {
  let passed = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    passed += counts[cell]!;
    if (passed > rank) return LOWEST_DB + (cell + 0.5) / CELLS_PER_DB;
  }
  return HIGHEST_DB;
}
