import type { Deinterleaver } from '@sidetrack/analysis';
import { Arena, createDeinterleaver } from '@sidetrack/analysis';

/** Samples a channel in each piece but the last: the second-level cache holds a stereo piece with room to spare. */
export const PIECE_FRAMES = 16_384;

/** Those that no track uses just now. */
const idle: Deinterleaver[] = [];

/**
 * Takes 32-bit float samples of several channels in turn, in chunks cut anywhere, and gives each channel by itself. The arrays are
 * written anew for each piece (and by later tracks): what is to be kept must be copied.
 */
export async function* deinterleaved(
  chunks: AsyncIterable<Buffer>,
  channelCount: number,
): AsyncGenerator<Float32Array[], void> {
  const deinterleaver = borrow(channelCount);
  const { input, channels } = deinterleaver;
  try {
    for await (const bytes of fill(input, chunks)) {
      const frames = Math.floor(bytes / (4 * channelCount));
      deinterleaver.run(frames);
      if (frames > 0) yield channels.map((channel) => channel.subarray(0, frames));
    }
  } finally {
    idle.push(deinterleaver);
  }
}

/** Fills a buffer again and again; says each time how many bytes it holds, which only at the end are fewer than it can. */
async function* fill(buffer: Uint8Array, chunks: AsyncIterable<Buffer>): AsyncGenerator<number, void> {
  let filled = 0;
  for await (const chunk of chunks) {
    for (let rest = chunk; rest.length > 0;) {
      const part = rest.subarray(0, buffer.length - filled);
      buffer.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
      if (filled < buffer.length) continue;
      yield filled;
      filled = 0;
    }
  }
  if (filled > 0) yield filled;
}

function borrow(channelCount: number): Deinterleaver {
  const index = idle.findIndex(({ channels }) => channels.length === channelCount);
  if (index >= 0) return idle.splice(index, 1)[0]!;
  const bytes = 2 * 4 * channelCount * PIECE_FRAMES;
  return createDeinterleaver(new Arena(bytes + 2 ** 16), { channelCount, frames: PIECE_FRAMES });
}
