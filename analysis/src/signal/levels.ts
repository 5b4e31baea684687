/**
 * Magnitudes on a logarithmic scale of 16 steps an octave, read off the bits of the single-precision number (exponent and
 * leading mantissa bits), so that medians can be taken by counting. A step is 4.4 % wide on average.
 */
export const LEVEL_COUNT = 512;

const SHIFT = 19;
/** 2^-20: below what 16-bit audio's noise leaves in a spectrum; 32 octaves lie above it. */
const LOWEST = (127 - 20) << (23 - SHIFT);
const scratch = new Float32Array(1);
const bits = new Int32Array(scratch.buffer);

export function levelOf(magnitude: number): number {
  scratch[0] = magnitude;
  const level = (bits[0]! >> SHIFT) - LOWEST;
  return level < 0 ? 0 : level < LEVEL_COUNT ? level : LEVEL_COUNT - 1;
}

/** Levels of many magnitudes at once. */
export function levelsInto(target: Uint16Array, magnitude: Float32Array): void {
  const magnitudeBits = new Int32Array(magnitude.buffer, magnitude.byteOffset, magnitude.length);
  for (let i = 0; i < magnitudeBits.length; i++) {
    const level = (magnitudeBits[i]! >> SHIFT) - LOWEST;
    target[i] = level < 0 ? 0 : level < LEVEL_COUNT ? level : LEVEL_COUNT - 1;
  }
}

/** The middle of each step; level 0 also stands for everything below. */
export const LEVEL_MAGNITUDE: Float64Array = Float64Array.from({ length: LEVEL_COUNT }, (_, level) => {
  bits[0] = ((level + LOWEST) << SHIFT) + (1 << (SHIFT - 1));
  return scratch[0]!;
});
