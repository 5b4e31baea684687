import type { FrontEndSpec } from '../manifest.ts';
import { createFrameCutter } from './frame-cutter.ts';
import { createMelWindows } from './mel-windows.ts';
import { createWindowCutter } from './window-cutter.ts';

/** One input of a model. values: `[frame][band]` of a log-mel front end, `[channel][sample]` of a waveform. The receiver owns them. */
export interface Patch {
  values: Float32Array;
  /** Frames or samples in it: fewer than a full patch only in the last one of a front end that keeps rests as they are. */
  length: number;
}

export type TakePatch = (patch: Patch) => void;

/** Turns the samples of a track into the inputs of a model, piece by piece. */
export interface FrontEnd {
  /** @param channels one array a channel, all of one length */
  push(channels: readonly Float32Array[], take: TakePatch): void;
  /** After the last piece; the front end is then ready for the next track. */
  finish(take: TakePatch): void;
  /** Forgets a track that was not finished. */
  reset(): void;
}

/** The front end that a manifest describes. */
export function createFrontEnd(spec: FrontEndSpec): FrontEnd {
  if (spec.kind === 'waveform') return createWindowCutter(spec.patch, spec.channels);
  return spec.patch.of === 'frames' ? createFrameCutter(spec, spec.patch) : createMelWindows(spec, spec.patch);
}
