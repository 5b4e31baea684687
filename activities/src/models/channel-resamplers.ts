import { createRateConverters } from '@sidetrack/analysis';

/** The channels of a track at the rate and in the number that a model wants. */
export interface ChannelResampler {
  push(channels: readonly Float32Array[]): Float32Array[];
  finish(): Float32Array[];
}

/**
 * Resamplers of several channels, kept from track to track.
 * @param channelCount of the model: a track's first channels, the last one repeated where it has fewer
 */
export function createChannelResamplers(channelCount: number, toHz: number): (fromHz: number) => ChannelResampler {
  const converters = Array.from({ length: channelCount }, createRateConverters);
  return (fromHz) => {
    const stages = converters.map((convert) => convert(fromHz, toHz));
    return {
      push: (channels) =>
        stages.map((stage, i) => gather((keep) => stage.push(channels[Math.min(i, channels.length - 1)]!, keep))),
      finish: () => stages.map((stage) => gather((keep) => stage.finish(keep))),
    };
  };
}

function gather(run: (keep: (piece: Float32Array) => void) => void): Float32Array {
  const pieces: Float32Array[] = [];
  run((piece) => pieces.push(piece.slice()));
  const all = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
