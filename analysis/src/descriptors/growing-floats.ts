/** Numbers that come one after another, a few a frame: what grows with a track. Its memory serves the next track. */
export interface GrowingFloats {
  readonly length: number;
  append(values: Float32Array, count: number): void;
  /** A view of all, which the next `append` or `clear` may make stale. */
  values(): Float32Array;
  clear(): void;
}

export function createGrowingFloats(): GrowingFloats {
  let store = new Float32Array(8192);
  let length = 0;
  return {
    get length() {
      return length;
    },
    append(values, count) {
      if (length + count > store.length) {
        const larger = new Float32Array(2 * store.length);
        larger.set(store);
        store = larger;
      }
      for (let i = 0; i < count; i++) store[length + i] = values[i]!;
      length += count;
    },
    values: () => store.subarray(0, length),
    clear: () => void (length = 0),
  };
}
