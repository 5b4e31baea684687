const CHUNK_SAMPLES = 1 << 17;

/** Samples kept until they can be used, in chunks that the next track uses again. */
export interface SampleStore {
  readonly length: number;
  add(samples: Float32Array): void;
  /** Hands on all that was added, in order, and forgets it. */
  drain(visit: (samples: Float32Array) => void): void;
}

export function createSampleStore(): SampleStore {
  const chunks: Float32Array[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(samples) {
      for (let at = 0; at < samples.length;) {
        const chunk = (chunks[Math.floor(length / CHUNK_SAMPLES)] ??= new Float32Array(CHUNK_SAMPLES));
        const from = length % CHUNK_SAMPLES;
        const taken = samples.subarray(at, at + CHUNK_SAMPLES - from);
        chunk.set(taken, from);
        at += taken.length;
        length += taken.length;
      }
    },
    drain(visit) {
      const total = length;
      length = 0;
      for (let at = 0; at < total; at += CHUNK_SAMPLES)
        visit(chunks[at / CHUNK_SAMPLES]!.subarray(0, Math.min(CHUNK_SAMPLES, total - at)));
    },
  };
}
