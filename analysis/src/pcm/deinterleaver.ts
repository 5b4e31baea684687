import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';

/** Tells the channels of sound apart whose samples come in turn. */
export interface Deinterleaver {
  /** Where the samples are written, as bytes of 32-bit floats: one frame (a sample of each channel) after another. */
  readonly input: Uint8Array;
  /** Where each channel's samples are after `run`. */
  readonly channels: readonly Float32Array[];
  /** @param frames how many lie in the input, from its start on */
  run(frames: number): void;
}

interface Functions {
  deinterleaveStereo(samples: number, left: number, right: number, frames: number): void;
  deinterleaveChannel(samples: number, channelCount: number, channel: number, out: number, frames: number): void;
}

/** @param frames the most that it takes at once, a multiple of 4 */
export function createDeinterleaver(
  arena: Arena,
  { channelCount, frames }: { channelCount: number; frames: number },
): Deinterleaver {
  const kernel = loadKernel('deinterleave', arena) as Functions;
  const input = arena.floats(frames * channelCount);
  const outputs = Array.from({ length: channelCount }, () => arena.floats(frames));
  const [left, right] = outputs;
  return {
    input: new Uint8Array(input.values.buffer, input.pointer, input.values.byteLength),
    channels: outputs.map(({ values }) => values),
    run(count) {
      if (channelCount === 2) kernel.deinterleaveStereo(input.pointer, left!.pointer, right!.pointer, count);
      else {
        for (const [channel, { pointer }] of outputs.entries())
          kernel.deinterleaveChannel(input.pointer, channelCount, channel, pointer, count);
      }
    },
  };
}
