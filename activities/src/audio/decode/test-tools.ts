import type { Pcm } from '../wave.ts';
import type { DecodeOptions } from './decode-stream.ts';
import { decodeStream } from './decode-stream.ts';

export interface DecodedAudio extends Pcm {
  /** Of the whole track, also where only an excerpt was asked for. */
  durationSeconds: number;
}

/**
 * All samples of a track (or of an excerpt) at once, for who needs them so: an hour of stereo takes 1.3 GB.
 * @throws UnreadableAudioError with one sentence that says why
 */
export async function decode(path: string, options: DecodeOptions = {}): Promise<DecodedAudio> {
  const { pieces, channelCount, sampleRateHz, durationSeconds } = await decodeStream(path, options);
  const kept: Float32Array[][] = [];
  for await (const piece of pieces) kept.push(piece.map((channel) => channel.slice()));
  const length = kept.reduce((sum, [channel]) => sum + channel!.length, 0);
  const channels = Array.from({ length: channelCount }, () => new Float32Array(length));
  let at = 0;
  for (const piece of kept) {
    for (const [index, channel] of channels.entries()) channel.set(piece[index]!, at);
    at += piece[0]!.length;
  }
  return { channels, sampleRateHz, durationSeconds: durationSeconds() };
}
