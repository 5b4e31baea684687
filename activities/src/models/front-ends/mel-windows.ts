import { createLogMel } from '@sidetrack/analysis';
import type { LogMelFrontEnd } from '../manifest.ts';
import type { FrontEnd, Patch, TakePatch } from './front-end.ts';
import { limitRange, logMelSpec } from './log-mel-spec.ts';
import { createWindowCutter } from './window-cutter.ts';

type SamplesCut = Extract<LogMelFrontEnd['patch'], { of: 'samples' }>;

/** Windows of samples, each with the frames that it would have alone. */
export function createMelWindows(spec: LogMelFrontEnd, cut: SamplesCut): FrontEnd {
  const cutter = createWindowCutter(cut, 1);
  const logMel = createLogMel(logMelSpec(spec));

  function melOf({ values: samples }: Patch): Patch {
    const rows: Float32Array[] = [];
    const keep = ({ values, frames }: { values: Float32Array; frames: number }): void => {
      rows.push(values.slice(0, frames * spec.melBands));
    };
    logMel.reset();
    logMel.push(spec.edges === 'mirrored' ? mirrored(samples, spec.fftSize / 2) : samples, keep);
    logMel.finish(keep);
    const values = new Float32Array(rows.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const row of rows) {
      values.set(row, at);
      at += row.length;
    }
    limitRange(values, spec);
    return { values, length: values.length / spec.melBands };
  }
  return {
    push: (channels, take) => cutter.push(channels, (patch) => take(melOf(patch))),
    finish: (take: TakePatch) => cutter.finish((patch) => take(melOf(patch))),
    reset: () => cutter.reset(),
  };
}

/** With its own mirror image beyond both ends, the end samples not repeated, as `numpy.pad` does it in the mode `reflect`. */
function mirrored(samples: Float32Array, beyond: number): Float32Array {
  const { length } = samples;
  const wide = new Float32Array(length + 2 * beyond);
  wide.set(samples, beyond);
  for (let i = 1; i <= beyond; i++) {
    wide[beyond - i] = samples[i] ?? 0;
    wide[beyond + length - 1 + i] = samples[length - 1 - i] ?? 0;
  }
  return wide;
}
