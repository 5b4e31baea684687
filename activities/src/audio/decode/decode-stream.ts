import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UnreadableAudioError } from '../errors.ts';
import { inspect } from './containers/inspect.ts';
import type { Excerpt } from './excerpt.ts';
import type { ChannelLayout } from './layout.ts';
import type { Limits } from './limits.ts';
import { findWindow } from './find-window.ts';
import { openTrack } from './open-track.ts';
import { openWhole } from './open-whole.ts';
import type { Decoder } from './start-decoder.ts';

export interface DecodeOptions {
  /** Without it all of the track. */
  excerpt?: Excerpt | undefined;
  /** Which decoder to use; without it ffmpeg where it is on PATH, else the JavaScript decoders. */
  decoder?: Decoder | undefined;
  limits?: Limits | undefined;
}

export interface DecodedStream {
  sampleRateHz: number;
  channelCount: number;
  layout: ChannelLayout;
  /**
   * The samples in order: one array a channel, 16,384 samples each (fewer in the last piece), nominal range -1 to 1. The arrays are written
   * anew for each piece: what is to be kept must be copied. To be walked once; leaving the loop early ends the decoder.
   * @throws UnreadableAudioError where decoding fails on the way
   */
  pieces: AsyncIterable<Float32Array[]>;
  /** Of the whole track, also where only an excerpt was asked for. Known after the last piece. */
  durationSeconds: () => number;
  /** Ends the decoder, for who does not walk the pieces to their end. */
  close: () => Promise<void>;
}

const LIMITS: Limits = { timeoutSeconds: 600, memoryBytes: 2 ** 30 };

/**
 * Decodes an audio file piece by piece at its own sample rate with all its channels, in a process of its own with limits of time and
 * memory and without network: ffmpeg, or (where there is none) the decoders of the npm package audio-decode in a second Node.
 * Memory does not grow with the length of the track.
 * @throws UnreadableAudioError with one sentence that says why
 */
export async function decodeStream(path: string, options: DecodeOptions = {}): Promise<DecodedStream> {
  const { excerpt, decoder, limits = LIMITS } = options;
  const file = resolve(path);
  const found = await stat(file).catch((cause: unknown) => {
    throw new UnreadableAudioError(path, 'the file cannot be opened', cause);
  });
  if (!found.isFile()) throw new UnreadableAudioError(path, 'this is not a file');
  if (found.size === 0) throw new UnreadableAudioError(path, 'the file is empty');
  const source = { file, path, decoder, limits, container: await inspect(file) };
  if (!excerpt) return await openWhole(source);
  return await openTrack(source, await findWindow(source, excerpt));
}
