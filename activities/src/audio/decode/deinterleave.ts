/** Samples a channel in each piece but the last: the second-level cache holds a stereo piece with room to spare. */
export const PIECE_FRAMES = 16_384;

/**
 * Takes 32-bit float samples of several channels in turn, in chunks cut anywhere, and gives each channel by itself. The arrays are
 * written anew for each piece: what is to be kept must be copied.
 */
export async function* deinterleaved(
  chunks: AsyncIterable<Buffer>,
  channelCount: number,
): AsyncGenerator<Float32Array[], void> {
  const channels = Array.from({ length: channelCount }, () => new Float32Array(PIECE_FRAMES));
  let filled = 0;
  for await (const samples of wholeFrames(chunks, channelCount)) {
    for (let at = 0; at < samples.length;) {
      const frames = Math.min(PIECE_FRAMES - filled, (samples.length - at) / channelCount);
      spread(samples.subarray(at, at + frames * channelCount), channels, filled);
      at += frames * channelCount;
      filled += frames;
      if (filled < PIECE_FRAMES) continue;
      yield channels;
      filled = 0;
    }
  }
  if (filled > 0) yield channels.map((channel) => channel.subarray(0, filled));
}

/** The samples in stretches of whole frames; a frame that straddles two chunks is put together. */
async function* wholeFrames(chunks: AsyncIterable<Buffer>, channelCount: number): AsyncGenerator<Float32Array, void> {
  const frameBytes = channelCount * 4;
  let cut = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const missing = cut.length === 0 ? 0 : frameBytes - cut.length;
    cut = Buffer.concat([cut, chunk.subarray(0, missing)]);
    if (cut.length === frameBytes) yield floats(cut, channelCount);
    else if (cut.length > 0) continue;
    const bytes = chunk.subarray(missing);
    const samples = floats(bytes, Math.floor(bytes.length / frameBytes) * channelCount);
    yield samples;
    cut = Buffer.from(bytes.subarray(samples.length * 4));
  }
}

function spread(samples: Float32Array, channels: readonly Float32Array[], start: number): void {
  const [left, right] = channels;
  if (channels.length === 1) left!.set(samples, start);
  else if (channels.length === 2) spreadStereo(samples, left!, right!, start);
  else {
    for (const [index, channel] of channels.entries()) {
      for (let to = start, from = index; from < samples.length; to++, from += channels.length)
        channel[to] = samples[from]!;
    }
  }
}

function spreadStereo(samples: Float32Array, left: Float32Array, right: Float32Array, start: number): void {
  for (let to = start, from = 0; from < samples.length; to++, from += 2) {
    left[to] = samples[from]!;
    right[to] = samples[from + 1]!;
  }
}

/** A view where the bytes lie at a multiple of four, else a copy. */
function floats(bytes: Buffer, length: number): Float32Array {
  if (bytes.byteOffset % 4 === 0) return new Float32Array(bytes.buffer, bytes.byteOffset, length);
  return new Float32Array(new Uint8Array(bytes.subarray(0, length * 4)).buffer);
}
