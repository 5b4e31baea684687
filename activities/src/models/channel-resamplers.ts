import type { Stage } from '@sidetrack/analysis';
import { Arena, createResampler } from '@sidetrack/analysis';

/** The channels of a track at the rate and in the number that a model wants. */
export interface ChannelResampler {
  push(channels: readonly Float32Array[]): Float32Array[];
  finish(): Float32Array[];
}

const ARENA_BYTES = 32 * 2 ** 20;

/**
 * Resamplers of several channels, made once for each rate of tracks.
 * @param channelCount of the model: a track's first channels, the last one repeated where it has fewer
 */
export function createChannelResamplers(channelCount: number, toHz: number): (fromHz: number) => ChannelResampler {
  const made = new Map<number, Stage<Float32Array>[]>();
  const stagesFor = (fromHz: number): Stage<Float32Array>[] => {
    const stages =
      made.get(fromHz) ??
      Array.from({ length: channelCount }, () => createResampler(new Arena(ARENA_BYTES), { fromHz, toHz }));
    made.set(fromHz, stages);
    for (const stage of stages) stage.reset();
    return stages;
  };
  return (fromHz) => {
    const stages = stagesFor(fromHz);
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
