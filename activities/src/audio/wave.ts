/** Decoded audio: one array a channel, all of one length, nominal range -1 to 1. */
export interface Pcm {
  channels: Float32Array[];
  sampleRateHz: number;
}

/**
 * Reads a WAV stream of 32-bit floats as ffmpeg writes it to a pipe: sizes in its header are not known in advance and are
 * not looked at; the data chunk is the last one.
 * @param chunks the stream, cut anywhere; emptied while it is read, since an hour of stereo is 1.3 GB
 */
export function parseFloatWave(chunks: Buffer[]): Pcm {
  const head = Buffer.concat(chunks.slice(0, headLength(chunks)));
  const { channelCount, sampleRateHz, dataStart } = parseHeader(head);
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0) - dataStart;
  const frames = Math.floor(bytes / (4 * channelCount));
  const channels = Array.from({ length: channelCount }, () => new Float32Array(frames));
  let frame = 0;
  for (const piece of wholeFrames(chunks, dataStart, 4 * channelCount)) {
    for (const [index, channel] of channels.entries()) {
      for (let i = index, to = frame; i < piece.length; i += channelCount, to++) channel[to] = piece[i]!;
    }
    frame += piece.length / channelCount;
  }
  return { channels, sampleRateHz };
}

/** Bytes of a WAV file of 32-bit floats. */
export function floatWave({ channels, sampleRateHz }: Pcm): Buffer {
  const frames = channels[0]?.length ?? 0;
  const dataBytes = frames * channels.length * 4;
  const wave = Buffer.alloc(44 + dataBytes);
  wave.write('RIFF', 0, 'latin1');
  wave.writeUInt32LE(36 + dataBytes, 4);
  wave.write('WAVEfmt ', 8, 'latin1');
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(IEEE_FLOAT, 20);
  wave.writeUInt16LE(channels.length, 22);
  wave.writeUInt32LE(sampleRateHz, 24);
  wave.writeUInt32LE(sampleRateHz * channels.length * 4, 28);
  wave.writeUInt16LE(channels.length * 4, 32);
  wave.writeUInt16LE(32, 34);
  wave.write('data', 36, 'latin1');
  wave.writeUInt32LE(dataBytes, 40);
  for (let frame = 0; frame < frames; frame++) {
    for (const [index, channel] of channels.entries())
      wave.writeFloatLE(channel[frame]!, 44 + (frame * channels.length + index) * 4);
  }
  return wave;
}

const NOTHING = Buffer.alloc(0);
const IEEE_FLOAT = 3;
/** More than any header before the data chunk takes. */
const HEAD_BYTES = 4096;

function headLength(chunks: readonly Buffer[]): number {
  let bytes = 0;
  for (const [index, chunk] of chunks.entries()) {
    bytes += chunk.length;
    if (bytes >= HEAD_BYTES) return index + 1;
  }
  return chunks.length;
}

function parseHeader(head: Buffer): { channelCount: number; sampleRateHz: number; dataStart: number } {
  if (head.length < 12 || head.toString('latin1', 0, 4) !== 'RIFF') throw new RangeError('no audio came out');
  let format: { channelCount: number; sampleRateHz: number } | undefined;
  for (let at = 12; at + 8 <= head.length;) {
    const id = head.toString('latin1', at, at + 4);
    if (id === 'fmt ') format = { channelCount: head.readUInt16LE(at + 10), sampleRateHz: head.readUInt32LE(at + 12) };
    if (id === 'data' && format) return { ...format, dataStart: at + 8 };
    at += 8 + head.readUInt32LE(at + 4);
  }
  throw new RangeError('no audio came out');
}

/** The samples in pieces of whole frames, whatever the chunks' borders: a frame that straddles two of them is put together. */
function* wholeFrames(chunks: Buffer[], dataStart: number, frameBytes: number): Generator<Float32Array> {
  let skip = dataStart;
  let rest = Buffer.alloc(0);
  for (const [index, chunk] of chunks.entries()) {
    chunks[index] = NOTHING;
    const from = Math.min(skip, chunk.length);
    skip -= from;
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk.subarray(from)]) : chunk.subarray(from);
    const whole = bytes.length - (bytes.length % frameBytes);
    // Copied, because a Float32Array must start at a multiple of four.
    yield new Float32Array(new Uint8Array(bytes.subarray(0, whole)).buffer);
    rest = Buffer.from(bytes.subarray(whole));
  }
}
