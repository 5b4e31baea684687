import { UnreadableAudioError } from '../errors.ts';
import { byteRange } from './byte-range.ts';
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
}

/** A part of a track whose length is known. */
export interface Part {
  window: Window;
  durationSeconds: number;
  isSeekable: boolean;
}

const MOST_CHANNELS = 8;
const MOST_HZ = 768_000;

/** Starts decoding and reads as far as the first sample. */
export async function openTrack(source: Source, part?: Part): Promise<DecodedStream> {
  const { path, file, limits, decoder } = source;
  const { process, skippedSeconds } = await startDecoder(file, {
    limits,
    decoder,
    part: part?.isSeekable ? part.window : undefined,
  });
  const head = await readWaveHead(process.output);
  if (!head) throw failure(path, await process.end(), limits);
  const { channelCount, sampleRateHz } = head;
  const absurd = absurdity(channelCount, sampleRateHz);
  if (absurd !== undefined) {
    await process.end();
    throw new UnreadableAudioError(path, absurd);
  }
  const bytesAt = (seconds: number) => Math.round(seconds * sampleRateHz) * channelCount * 4;
  const start = bytesAt((part?.window.startSeconds ?? 0) - (part ? skippedSeconds : 0));
  const range = { start, end: part ? start + bytesAt(part.window.seconds) : Infinity };
  let frames = 0;
  async function* pieces(): AsyncGenerator<Float32Array[], void> {
    try {
      for await (const piece of deinterleaved(byteRange(head!.rest, process.output, range), channelCount)) {
        frames += piece[0]!.length;
        yield piece;
      }
      const outcome = await process.end();
      if (outcome.exceeded || outcome.isBroken) throw failure(path, outcome, limits);
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

function absurdity(channelCount: number, sampleRateHz: number): string | undefined {
  if (channelCount > MOST_CHANNELS)
    return `it claims ${channelCount} channels, and no more than ${MOST_CHANNELS} are read`;
  if (channelCount === 0) return 'it holds no audio';
  if (sampleRateHz === 0 || sampleRateHz > MOST_HZ) return `it claims ${sampleRateHz} samples a second`;
  return undefined;
}

function failure(path: string, { exceeded, stderr }: Outcome, limits: Limits): UnreadableAudioError {
  if (exceeded === 'time')
    return new UnreadableAudioError(path, `decoding took longer than ${limits.timeoutSeconds} s`);
  if (exceeded === 'memory')
    return new UnreadableAudioError(path, `decoding needed more than ${Math.round(limits.memoryBytes / 2 ** 20)} MB`);
  return new UnreadableAudioError(path, 'this is not audio that can be decoded', stderr);
}
