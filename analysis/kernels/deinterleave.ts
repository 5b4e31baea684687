/** Samples of several channels in turn (f32), told apart. */

/** @param frames any number; up to 3 more are written to both sides */
export function deinterleaveStereo(samples: usize, left: usize, right: usize, frames: i32): void {
  const end = left + ((<usize>frames) << 2);
  for (; left < end; left += 16, right += 16, samples += 32) {
    const a = v128.load(samples);
    const b = v128.load(samples, 16);
    v128.store(left, v128.shuffle<f32>(a, b, 0, 2, 4, 6));
    v128.store(right, v128.shuffle<f32>(a, b, 1, 3, 5, 7));
  }
}

/** One of `channelCount` channels. */
export function deinterleaveChannel(samples: usize, channelCount: i32, channel: i32, out: usize, frames: i32): void {
  const stride = (<usize>channelCount) << 2;
  const end = out + ((<usize>frames) << 2);
  for (let from = samples + ((<usize>channel) << 2); out < end; out += 4, from += stride) store<f32>(out, load<f32>(from));
}
