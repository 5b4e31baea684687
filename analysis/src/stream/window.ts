/** Periodic Hann window 0.5 - 0.5 cos(2πn / length) in the middle of `size` values, zeros around it (`librosa.util.pad_center`). */
export function centredHann(length: number, size: number): Float32Array {
  const window = new Float32Array(size);
  const before = Math.floor((size - length) / 2);
  for (let n = 0; n < length; n++) window[before + n] = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / length);
  return window;
}
