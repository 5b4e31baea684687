/** 51,680 frames: 20 minutes at 22,050 Hz and a hop of 512. */
const MOST_BLOCKS = 6460;
const CHUNK_BLOCKS = 128;

/** Blocks of mel rows in the order in which they came. Memory grows with them by half a megabyte at a time and serves the next track. */
export interface MelHistory {
  /** Whether more may be kept; false for good once it was full. */
  readonly isOpen: boolean;
  /** Whether there is room for another. */
  keep(block: Float32Array): boolean;
  /** Hands out all that is kept, and forgets it. */
  drain(visit: (block: Float32Array) => void): void;
  reset(): void;
}

export function createMelHistory(blockLength: number): MelHistory {
  const chunks: Float32Array[] = [];
  let kept = 0;
  let isOpen = true;

  function place(index: number): Float32Array {
    const from = (index % CHUNK_BLOCKS) * blockLength;
    return chunks[Math.floor(index / CHUNK_BLOCKS)]!.subarray(from, from + blockLength);
  }

  return {
    get isOpen() {
      return isOpen;
    },
    keep(block) {
      if (kept === chunks.length * CHUNK_BLOCKS) chunks.push(new Float32Array(CHUNK_BLOCKS * blockLength));
      place(kept++).set(block);
      isOpen = kept < MOST_BLOCKS;
      return isOpen;
    },
    drain(visit) {
      for (let index = 0; index < kept; index++) visit(place(index));
      kept = 0;
    },
    reset() {
      kept = 0;
      isOpen = true;
    },
  };
}
