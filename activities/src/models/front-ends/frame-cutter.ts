import type { LogMelRows } from '@sidetrack/analysis';
import { createLogMel } from '@sidetrack/analysis';
import type { LogMelFrontEnd } from '../manifest.ts';
import { fillUp } from './fill-up.ts';
import type { FrontEnd, Patch, TakePatch } from './front-end.ts';
import { limitRange, logMelSpec, silentValue } from './log-mel-spec.ts';

type FramesCut = Extract<LogMelFrontEnd['patch'], { of: 'frames' }>;

/** Frames of the whole track, cut into patches. */
export function createFrameCutter(spec: LogMelFrontEnd, { frames, hopFrames, short, rest }: FramesCut): FrontEnd {
  const { melBands } = spec;
  const logMel = createLogMel(logMelSpec(spec));
  const rows = new Float32Array(frames * melBands);
  let held = 0;
  /** Of the held frames, those that were in no patch yet. */
  let fresh = 0;
  let patches = 0;

  function emit(values: Float32Array, take: TakePatch): void {
    patches++;
    limitRange(values, spec);
    take({ values, length: values.length / melBands } satisfies Patch);
  }
  function add({ values, frames: count }: LogMelRows, take: TakePatch): void {
    for (let frame = 0; frame < count; frame++) {
      rows.set(values.subarray(frame * melBands, (frame + 1) * melBands), held * melBands);
      held++;
      fresh++;
      if (held < frames) continue;
      emit(rows.slice(), take);
      rows.copyWithin(0, hopFrames * melBands);
      held = Math.max(0, frames - hopFrames);
      fresh = 0;
    }
  }
  function reset(): void {
    logMel.reset();
    held = fresh = patches = 0;
  }
  return {
    push: ([mono], take) => logMel.push(mono!, (block) => add(block, take)),
    finish(take) {
      logMel.finish((block) => add(block, take));
      const present = held * melBands;
      if (rest === 'keep' && fresh > 0) emit(rows.slice(0, present), take);
      else if (patches === 0 || (rest === 'fill' && fresh > 0)) {
        fillUp(rows, present, { how: patches === 0 ? short : 'silence', silence: silentValue(spec) });
        emit(rows.slice(), take);
      }
      reset();
    },
    reset,
  };
}
