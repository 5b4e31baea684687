import { UnreadableAudioError } from '../errors.ts';
import { byteRange } from './byte-range.ts';
import type { Container } from './containers/inspect.ts';
import type { DecodedStream } from './decode-stream.ts';
import { deinterleaved } from './deinterleave.ts';
import type { Window } from './excerpt.ts';
import { layoutOf } from './layout.ts';
import type { Outcome } from './limited-process.ts';
import type { Limits } from './limits.ts';
import type { Decoder } from './start-decoder.ts';
import { startDecoder } from './start-decoder.ts';
import { readWaveHead } from './wave-head.ts';

export interface Source {
  /** Absolute. */
  file: string;
  /** As the caller named it. */
  path: string;
  decoder: Decoder | undefined;
  limits: Limits;
  container: Container;
}

/** A part of a track whose length is known. */
export interface Part {
  window: Window;
  durationSeconds: number;
  isSeekable: boolean;
}

const MOST_CHANNELS = 8;
const RATES_HZ = { least: 8000, most: 192_000 };

/** Starts decoding and reads as far as the first sample. */
export async function openTrack(source: Source, part?: Part): Promise<DecodedStream> {
  const { path, file, limits, decoder, container } = source;
  const { process, skippedSeconds, isFfmpeg } = await startDecoder(file, {
    limits,
    decoder,
    part: part?.isSeekable ? part.window : undefined,
  });
  const head = await readWaveHead(process.output);
  if (!head) throw failure(source, await process.end());
  const { channelCount, sampleRateHz } = head;
  const absurd = absurdity(channelCount, sampleRateHz);
  if (absurd !== undefined) {
    await process.end();
    throw new UnreadableAudioError(path, absurd);
  }
  const frameBytes = channelCount * 4;
  const before = isFfmpeg && container.encoding === 'aac' ? ADTS_PRIMING : 0;
  const from = Math.round(((part?.window.startSeconds ?? 0) - skippedSeconds) * sampleRateHz) + before;
  const to = part ? from + Math.round(part.window.seconds * sampleRateHz) : Infinity;
  const range = {
    start: from * frameBytes,
    end: Math.min(to, before + playedFrames(container, sampleRateHz)) * frameBytes,
  };
  let frames = 0;
  async function* pieces(): AsyncGenerator<Float32Array[], void> {
    try {
      for await (const piece of deinterleaved(byteRange(head!.rest, process.output, range), channelCount)) {
        frames += piece[0]!.length;
        yield piece;
      }
      const outcome = await process.end();
      if (outcome.exceeded || outcome.isBroken) throw failure(source, outcome);
      if (frames === 0) throw new UnreadableAudioError(path, 'it holds no audio', outcome.stderr);
    } finally {
      await process.end();
    }
  }
  return {
    sampleRateHz,
    channelCount,
    layout: layoutOf(channelCount, head.speakerMask),
    pieces: pieces(),
    durationSeconds: () => part?.durationSeconds ?? frames / sampleRateHz,
    close: async () => {
      await process.end();
    },
  };
}

/** The first frame of raw AAC only primes the decoder; the JavaScript decoder leaves it away by itself. */
const ADTS_PRIMING = 1024;

/** As many samples as the container says that are played: ffmpeg gives those as well with which some encoders fill their last frame. */
export function playedFrames({ played }: Container, sampleRateHz: number): number {
  if (!played) return Infinity;
  return 'samples' in played ? played.samples : Math.round(played.seconds * sampleRateHz);
}

/** Why a track is not read, by what its header claims; undefined where it is. */
export function absurdity(channelCount: number, sampleRateHz: number): string | undefined {
  if (channelCount > MOST_CHANNELS)
    return `it claims ${channelCount} channels, and no more than ${MOST_CHANNELS} are read`;
  if (channelCount === 0) return 'it holds no audio';
  if (sampleRateHz < RATES_HZ.least || sampleRateHz > RATES_HZ.most)
    return `it claims ${sampleRateHz} samples a second, and ${RATES_HZ.least} to ${RATES_HZ.most} are read`;
  return undefined;
}

/** What is told of a decoder that was ended or gave up. */
export function failure(
  { path, limits }: Pick<Source, 'path' | 'limits'>,
  { exceeded, stderr }: Pick<Outcome, 'exceeded'> & Partial<Outcome>,
): UnreadableAudioError {
  if (exceeded === 'time')
    return new UnreadableAudioError(path, `decoding took longer than ${limits.timeoutSeconds} s`);
  if (exceeded === 'memory')
    return new UnreadableAudioError(path, `decoding needed more than ${Math.round(limits.memoryBytes / 2 ** 20)} MB`);
  return new UnreadableAudioError(path, 'this is not audio that can be decoded', stderr);
}
