import { open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { UnreadableAudioError } from '../errors.ts';
import type { DecodedStream } from './decode-stream.ts';
import { layoutOf } from './layout.ts';
import type { Source } from './open-track.ts';
import { absurdity, failure, openTrack, playedFrames } from './open-track.ts';
import type { TrackDecoder } from './webassembly/decoder-module.ts';
import { beginTrack } from './webassembly/decoder-module.ts';

/** What the module of `activities/decoder/` is for. */
const ENCODINGS = new Set(['mp3', 'flac', 'oga']);
/** Positions in a file are 32 bits wide there. */
const MOST_BYTES = 2 ** 32 - 1;
/** Pieces between looks at what else this process has to do. */
const PIECES_A_TURN = 8;

/**
 * Decodes a whole track: in this process where the WebAssembly module can, which has its own memory and sees nothing but the bytes of the file,
 * else in a process of its own. From the first piece on in which something is not as it should be, such a process decodes the rest.
 */
export async function openWhole(source: Source): Promise<DecodedStream> {
  const { container, decoder } = source;
  const isForModule = ENCODINGS.has(container.encoding ?? '') && (decoder ?? 'webassembly') === 'webassembly';
  const module = isForModule ? await openModule(source.file) : undefined;
  return module ? streamOf(module, source) : await openTrack(source);
}

type OpenModule = Pick<TrackDecoder, 'sampleRateHz' | 'channelCount' | 'decode'> & { close: () => Promise<void> };

async function openModule(file: string): Promise<OpenModule | undefined> {
  const handle = await open(file, 'r');
  const { size } = await handle.stat();
  const track = size > MOST_BYTES ? undefined : beginTrack(handle.fd, size);
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    track?.end();
    await handle.close();
  };
  if (track && absurdity(track.channelCount, track.sampleRateHz) === undefined) return { ...track, close };
  await close();
  return undefined;
}

function streamOf({ sampleRateHz, channelCount, decode, close }: OpenModule, source: Source): DecodedStream {
  const end = playedFrames(source.container, sampleRateHz);
  let frames = 0;
  async function* pieces(): AsyncGenerator<Float32Array[], void> {
    let seconds = 0;
    try {
      for (let count = 0; frames < end; count++) {
        const began = performance.now();
        const piece = decode()?.map((channel) => channel.subarray(0, end - frames));
        seconds += (performance.now() - began) / 1000;
        if (seconds > source.limits.timeoutSeconds) throw failure(source, { exceeded: 'time' });
        const length = piece?.[0]?.length ?? 0;
        if (!piece || (length === 0 && count === 0)) return yield* rest(count);
        if (length === 0) return;
        frames += length;
        yield piece;
        if (count % PIECES_A_TURN === 0) await setImmediate();
      }
    } finally {
      await close();
    }
  }
  /** What a process decodes, without the first pieces: all of one length, so that they end where those of the module did. */
  async function* rest(from: number): AsyncGenerator<Float32Array[], void> {
    await close();
    const stream = await openTrack(source);
    if (stream.sampleRateHz !== sampleRateHz || stream.channelCount !== channelCount) {
      await stream.close();
      throw new UnreadableAudioError(source.path, 'its rate or its number of channels changes on the way');
    }
    let count = 0;
    for await (const piece of stream.pieces) {
      if (count++ < from) continue;
      frames += piece[0]!.length;
      yield piece;
    }
  }
  return {
    ...{ sampleRateHz, channelCount, close },
    layout: layoutOf(channelCount, 0),
    pieces: pieces(),
    durationSeconds: () => frames / sampleRateHz,
  };
}
