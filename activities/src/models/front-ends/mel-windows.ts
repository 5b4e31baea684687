import type { LogMelRows } from '@sidetrack/analysis';
import type { LogMelFrontEnd } from '../manifest.ts';
import type { FrontEnd, Patch } from './front-end.ts';
import { limitRange } from './limit-range.ts';
import { createMelRows } from './mel-rows.ts';
import { createWindowCutter } from './window-cutter.ts';

type SamplesCut = Extract<LogMelFrontEnd['patch'], { of: 'samples' }>;

/** Windows of samples, each with the frames that it would have alone. */
export function createMelWindows(spec: LogMelFrontEnd, cut: SamplesCut): FrontEnd {
  const cutter = createWindowCutter(cut, 1);
  const mel = createMelRows(spec);

  function melOf({ values: samples }: Patch): Patch {
    const blocks: Float32Array[] = [];
    const keep = ({ values }: LogMelRows): void => void blocks.push(values.slice());
    mel.push(samples, keep);
    mel.finish(keep);
    const values = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const block of blocks) {
      values.set(block, at);
      at += block.length;
    }
    limitRange(values, spec);
    return { values, length: values.length / spec.melBands };
  }
  return {
    push: (channels, take) => cutter.push(channels, (patch) => take(melOf(patch))),
    finish: (take) => cutter.finish((patch) => take(melOf(patch))),
    reset: () => cutter.reset(),
  };
}
