import type { LogMelFrontEnd } from '../manifest.ts';

/** Lifts what lies further below the loudest value of a patch than the range of its front end, and makes that value 0 where it says so. */
export function limitRange(values: Float32Array, { compression }: LogMelFrontEnd): void {
  if (compression.kind !== 'decibels' || compression.rangeDb === undefined) return;
  const loudest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const floor = loudest - compression.rangeDb;
  const zero = compression.relativeTo === 'patch maximum' ? loudest : 0;
  for (let i = 0; i < values.length; i++) values[i] = Math.max(floor, values[i]!) - zero;
}
