import decodeAudio from 'audio-decode';
import type { Container } from '../containers/inspect.ts';
import type { Encoding } from '../containers/sniff.ts';
import type { Sound } from './sound.ts';

interface Decoded {
  channelData: Float32Array[];
  sampleRate: number;
}

/** ALAC's channels (C L R …, LFE last) in the order of WAV files, by their number. */
const ALAC_ORDER: Readonly<Record<number, readonly number[]>> = {
  3: [1, 2, 0],
  4: [1, 2, 0, 3],
  5: [1, 2, 0, 3, 4],
  6: [1, 2, 0, 5, 3, 4],
};

/** Decodes with the npm package audio-decode as far as it can. undefined: nothing comes out. */
export async function openPackage(
  chunks: AsyncIterable<Uint8Array>,
  { encoding, codec, channelCount: claimed }: Container & { encoding: Encoding },
): Promise<Sound | undefined> {
  const decoded = decodeAudio(chunks, encoding)[Symbol.asyncIterator]();
  const first = await decoded.next();
  if (first.done) return undefined;
  const { channelData, sampleRate } = first.value;
  // The package gives stereo as mono as long as both sides are alike.
  const channelCount = channelData.length === 1 && claimed === 2 ? 2 : channelData.length;
  const order = codec === 'alac' ? ALAC_ORDER[channelCount] : undefined;
  async function* samples(): AsyncGenerator<Float32Array, void> {
    yield interleave(first.value as Decoded, channelCount, order);
    for await (const piece of { [Symbol.asyncIterator]: () => decoded }) yield interleave(piece, channelCount, order);
  }
  return { channelCount, sampleRateHz: sampleRate, speakerMask: 0, samples: samples() };
}

function interleave({ channelData }: Decoded, count: number, order: readonly number[] | undefined): Float32Array {
  const frames = channelData[0]!.length;
  const samples = new Float32Array(frames * count);
  for (let channel = 0; channel < count; channel++) {
    const from = channelData[Math.min(order?.[channel] ?? channel, channelData.length - 1)]!;
    for (let frame = 0, at = channel; frame < frames; frame++, at += count) samples[at] = from[frame]!;
  }
  return samples;
}
