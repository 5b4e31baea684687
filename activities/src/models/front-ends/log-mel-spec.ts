import type { LogMelSpec } from '@sidetrack/analysis';
import type { LogMelFrontEnd } from '../manifest.ts';

/** The spectrum that a front end wants; mirrored edges are made by who cuts the windows. */
export function logMelSpec(spec: LogMelFrontEnd): LogMelSpec {
  const { sampleRateHz, fftSize, windowSamples, hopSamples, power, melBands, lowestHz, highestHz } = spec;
  const { compression } = spec;
  return {
    ...{ sampleRateHz, fftSize, windowSamples, hopSamples, power, melBands, lowestHz, highestHz },
    centred: spec.edges === 'zeros',
    compression: compression.kind === 'log10' ? compression : { kind: 'decibels', floor: compression.floor },
  };
}

/** What a frame without any sound holds. */
export function silentValue({ compression }: LogMelFrontEnd): number {
  return compression.kind === 'log10' ? 0 : 10 * Math.log10(compression.floor);
}

/** Lifts what lies further below the loudest value of a patch than the range of its front end, and makes that value 0 where it says so. */
export function limitRange(values: Float32Array, { compression }: LogMelFrontEnd): void {
  if (compression.kind !== 'decibels' || compression.rangeDb === undefined) return;
  const loudest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const floor = loudest - compression.rangeDb;
  const zero = compression.relativeTo === 'patch maximum' ? loudest : 0;
  for (let i = 0; i < values.length; i++) values[i] = Math.max(floor, values[i]!) - zero;
}
