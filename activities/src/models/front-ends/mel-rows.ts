import type { LogMelCompression, LogMelRows } from '@sidetrack/analysis';
import { Arena, createLogMel } from '@sidetrack/analysis';
import type { LogMelFrontEnd } from '../manifest.ts';

/** Mel rows of a signal in pieces, before the range of a patch is limited. */
export interface MelRows {
  push(samples: Float32Array, visit: (rows: LogMelRows) => void): void;
  /** It is then ready for the next signal. */
  finish(visit: (rows: LogMelRows) => void): void;
  reset(): void;
}

/** Memory for the tables and blocks of the largest transform; what is not written takes none. */
const ARENA_BYTES = 16 * 2 ** 20;

/** The mel rows that a front end wants. */
export function createMelRows(spec: LogMelFrontEnd): MelRows {
  const { sampleRateHz, fftSize, windowSamples, hopSamples, edges, power, melBands, lowestHz, highestHz } = spec;
  const logMel = createLogMel(new Arena(ARENA_BYTES), {
    ...{ sampleRateHz, fftSize, windowSamples, hopSamples, power },
    centred: edges !== 'none',
    padMode: edges === 'mirrored' ? 'reflect' : 'zero',
    bands: melBands,
    lowHz: lowestHz,
    highHz: highestHz,
    melScale: 'slaney',
    norm: 'slaney',
    log: compressionOf(spec),
  });
  // A window shorter than the transform lies in its middle: with this much silence the first frame begins with the first sample.
  const beyond = edges === 'none' ? new Float32Array((fftSize - windowSamples) / 2) : new Float32Array(0);
  let begun = false;
  const begin = (visit: (rows: LogMelRows) => void): void => {
    if (!begun && beyond.length > 0) logMel.push(beyond, visit);
    begun = true;
  };
  const reset = (): void => {
    logMel.reset();
    begun = false;
  };
  return {
    push(samples, visit) {
      begin(visit);
      logMel.push(samples, visit);
    },
    finish(visit) {
      begin(visit);
      if (beyond.length > 0) logMel.push(beyond, visit);
      logMel.finish(visit);
      reset();
    },
    reset,
  };
}

function compressionOf({ compression }: LogMelFrontEnd): LogMelCompression {
  return compression.kind === 'log10'
    ? { kind: 'log10OnePlus', factor: compression.scale }
    : { kind: 'decibels', amin: compression.floor, topDb: null, reference: 1 };
}
