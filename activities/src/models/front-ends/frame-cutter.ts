import type { LogMelRows } from '@sidetrack/analysis';
import type { LogMelFrontEnd } from '../manifest.ts';
import type { FrontEnd, TakePatch } from './front-end.ts';
import { limitRange } from './limit-range.ts';
import { createMelRows } from './mel-rows.ts';

type FramesCut = Extract<LogMelFrontEnd['patch'], { of: 'frames' }>;

/** Frames of the whole track, cut into patches; silence follows a track that is too short for one. */
export function createFrameCutter(spec: LogMelFrontEnd, { frames, hopFrames, rest }: FramesCut): FrontEnd {
  const { melBands, hopSamples, windowSamples, edges } = spec;
  const samplesOfPatch = (frames - 1) * hopSamples + (edges === 'none' ? windowSamples : 0);
  const mel = createMelRows(spec);
  const rows = new Float32Array(frames * melBands);
  let held = 0;
  /** Of the held frames, those that were in no patch yet. */
  let fresh = 0;
  let seen = 0;

  function emit(values: Float32Array, take: TakePatch): void {
    limitRange(values, spec);
    take({ values, length: values.length / melBands });
  }
  function add({ values, rows: count }: LogMelRows, take: TakePatch): void {
    for (let frame = 0; frame < count; frame++) {
      rows.set(values.subarray(frame * melBands, (frame + 1) * melBands), held * melBands);
      held++;
      fresh++;
      if (held < frames) continue;
      emit(rows.slice(), take);
      rows.copyWithin(0, hopFrames * melBands);
      held = frames - hopFrames;
      fresh = 0;
    }
  }
  function reset(): void {
    mel.reset();
    held = fresh = seen = 0;
  }
  return {
    push([mono], take) {
      seen += mono!.length;
      mel.push(mono!, (block) => add(block, take));
    },
    finish(take) {
      const missing = (rest === 'keep' ? Math.min(samplesOfPatch, windowSamples) : samplesOfPatch) - seen;
      if (missing > 0) mel.push(new Float32Array(missing), (block) => add(block, take));
      mel.finish((block) => add(block, take));
      if (rest === 'keep' && fresh > 0) emit(rows.slice(0, held * melBands), take);
      reset();
    },
    reset,
  };
}
