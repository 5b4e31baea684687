/**
 * Stereo width: energy of the side signal (L - R) over that of side and mid together. 0 for mono, 0.5 for unrelated channels, 1 for
 * channels in opposite phase.
 */
export function stereoWidth(channels: readonly Float32Array[]): number {
  const [left, right] = channels;
  if (!left || !right) return 0;
  let mid = 0;
  let side = 0;
  for (let i = 0; i < left.length; i++) {
    mid += (left[i]! + right[i]!) ** 2;
    side += (left[i]! - right[i]!) ** 2;
  }
  return mid + side > 0 ? side / (mid + side) : 0;
}

/** Mean of all channels. */
export function toMono(channels: readonly Float32Array[]): Float32Array {
  if (channels.length === 1) return channels[0]!;
  const mono = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels) for (let i = 0; i < mono.length; i++) mono[i]! += channel[i]!;
  for (let i = 0; i < mono.length; i++) mono[i]! /= channels.length;
  return mono;
}
